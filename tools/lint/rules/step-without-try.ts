import { rule } from '../rule.ts';

export default rule(
  { try: 'No try in a step: throw, and the runner rolls back, reruns, maps the error and logs it once.' },
  (context) => ({
    TryStatement: (node) => context.report({ node, messageId: 'try' }),
  }),
);
