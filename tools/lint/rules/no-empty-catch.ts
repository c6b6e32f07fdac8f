import { rule } from '../rule.ts';

export default rule(
  {
    empty:
      'An empty catch hides every error, including unexpected ones. Test for the expected error and rethrow the rest.',
  },
  (context) => ({
    CatchClause(node) {
      if (node.body.body.length === 0) context.report({ node, messageId: 'empty' });
    },
  }),
);
