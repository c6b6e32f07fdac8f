import type { TSESTree } from '@typescript-eslint/utils';
import { rule } from '../rule.ts';

type Statement = TSESTree.Statement;

/** True if every path through the statement ends in a throw. */
function throws(statement: Statement | null | undefined): boolean {
  switch (statement?.type) {
    case 'ThrowStatement':
      return true;
    case 'BlockStatement':
      return statement.body.some(throws);
    case 'IfStatement':
      return throws(statement.consequent) && throws(statement.alternate);
    case 'SwitchStatement':
      return (
        statement.cases.some(({ test }) => test === null) &&
        statement.cases.every(
          ({ consequent }, index) =>
            consequent.some(throws) || (consequent.length === 0 && index < statement.cases.length - 1),
        )
      );
    case 'TryStatement':
      return (
        throws(statement.finalizer) ||
        (throws(statement.block) && (!statement.handler || throws(statement.handler.body)))
      );
    default:
      return false;
  }
}

/** True if a return, or a jump out of this statement, may come before the throw. */
function leaves(node: TSESTree.Node | null | undefined, inner: { loop: boolean; jump: boolean }): boolean {
  if (!node) return false;
  switch (node.type) {
    case 'ReturnStatement':
      return true;
    case 'BreakStatement':
      return node.label !== null || !inner.jump;
    case 'ContinueStatement':
      return node.label !== null || !inner.loop;
    case 'BlockStatement':
      return node.body.some((each) => leaves(each, inner));
    case 'IfStatement':
      return leaves(node.consequent, inner) || leaves(node.alternate, inner);
    case 'SwitchStatement':
      return node.cases.some(({ consequent }) => consequent.some((each) => leaves(each, { ...inner, jump: true })));
    case 'TryStatement':
      return [node.block, node.handler?.body, node.finalizer].some((each) => leaves(each, inner));
    case 'LabeledStatement':
      return leaves(node.body, inner);
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return leaves(node.body, { loop: true, jump: true });
    default:
      return false;
  }
}

const passesOn = (body: TSESTree.BlockStatement) => throws(body) && !leaves(body, { loop: false, jump: false });

export default rule(
  {
    swallows:
      'Rethrow the error on every path of this catch, with added context if useful. libs/call alone decides how errors are handled.',
  },
  (context) => ({
    CatchClause(node) {
      if (node.body.body.length > 0 && !passesOn(node.body)) context.report({ node, messageId: 'swallows' });
    },
    // promise.catch(handler)
    'CallExpression[callee.property.name="catch"]'(node: TSESTree.CallExpression) {
      const handler = node.arguments[0];
      const inline = handler?.type === 'ArrowFunctionExpression' || handler?.type === 'FunctionExpression';
      if (!inline || handler.body.type !== 'BlockStatement' || !passesOn(handler.body))
        context.report({ node, messageId: 'swallows' });
    },
  }),
);
