import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { rule } from '../rule.ts';

/** Globals that no model or step may use. Date and Math are allowed, except reading the clock and random numbers. */
const outside = new Set([
  'process',
  'crypto',
  'performance',
  'globalThis',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
]);

function reaches({ identifier }: TSESLint.Scope.Reference): boolean {
  const parent = (identifier as TSESTree.Identifier).parent;
  const member =
    parent.type === 'MemberExpression' && parent.object === identifier && parent.property.type === 'Identifier'
      ? parent.property.name
      : undefined;
  switch (identifier.name) {
    case 'Date':
      return (
        member === 'now' ||
        (parent.type === 'CallExpression' && parent.callee === identifier) ||
        (parent.type === 'NewExpression' && parent.callee === identifier && parent.arguments.length === 0)
      );
    case 'Math':
      return member === 'random';
    default:
      return true;
  }
}

export default rule(
  {
    outside:
      "Pass time, random numbers, ids and settings in as data instead of using '{{name}}': take now and newId() from the call, and settings from the constructor.",
  },
  (context) => ({
    Program(node) {
      const scope = context.sourceCode.getScope(node);
      const names = [...outside, 'Date', 'Math'];
      const found = [
        ...scope.through.filter((reference) => names.includes(reference.identifier.name as string)),
        ...names.flatMap((name) => scope.set.get(name)?.references ?? []),
      ];
      for (const reference of found) {
        if (reference.isTypeReference || !reaches(reference)) continue;
        const name = reference.identifier.name as string;
        context.report({ node: reference.identifier, messageId: 'outside', data: { name } });
      }
    },
  }),
);
