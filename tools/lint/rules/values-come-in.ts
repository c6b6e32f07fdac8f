import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { rule } from '../rule.ts';

/** Of these, any use; of Date and Math only what reads the clock or rolls dice. */
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
      "Time, chance, ids and settings come in as data, not from '{{name}}': use the call's now and newId(), and take settings in the constructor.",
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
