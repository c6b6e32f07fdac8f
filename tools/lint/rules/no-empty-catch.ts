import { rule } from '../rule.ts';

export default rule(
  {
    empty:
      'An empty catch hides every error, also the ones nobody thought of. Test for the one that is expected and throw the rest.',
  },
  (context) => ({
    CatchClause(node) {
      if (node.body.body.length === 0) context.report({ node, messageId: 'empty' });
    },
  }),
);
