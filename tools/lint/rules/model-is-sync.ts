import type { TSESTree } from '@typescript-eslint/utils';
import { rule } from '../rule.ts';

export default rule(
  {
    sync: 'Models are synchronous: no async, no await. Load in the use case, call other services in its ask(), and pass the result in.',
  },
  (context) => {
    const report = (node: TSESTree.Node) => context.report({ node, messageId: 'sync' });
    const ifAsync = (node: TSESTree.FunctionLike) => {
      if (node.async) report(node);
    };
    return {
      AwaitExpression: report,
      FunctionDeclaration: ifAsync,
      FunctionExpression: ifAsync,
      ArrowFunctionExpression: ifAsync,
      'ForOfStatement[await=true]': report,
      'TSTypeReference > Identifier[name=/^(Promise|PromiseLike)$/]': report,
      'NewExpression > Identifier.callee[name="Promise"]': report,
      'MemberExpression > Identifier.object[name="Promise"]': report,
    };
  },
);
