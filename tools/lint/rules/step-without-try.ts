import { rule } from '../rule.ts';

export default rule(
  { try: 'No try in a step: let it throw. The runner rolls back, retries, maps the error and logs it once.' },
  (context) => ({
    TryStatement: (node) => context.report({ node, messageId: 'try' }),
  }),
);
