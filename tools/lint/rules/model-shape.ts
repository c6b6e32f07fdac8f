import { rule } from '../rule.ts';

// The ORM loads an aggregate without running its constructor or field initialisers, and cannot see a #field. A plain
// initialiser is fine: a new aggregate starts with it, and a loaded one has its column instead.
export default rule(
  {
    private: 'Write `private {{name}}`: a #field does not exist after loading.',
    parameters:
      'Remove the constructor parameters: the ORM does not run constructors. Create aggregates in a static method named by a verb.',
  },
  (context) => ({
    PrivateIdentifier: (node) => context.report({ node, messageId: 'private', data: { name: node.name } }),
    'MethodDefinition[kind="constructor"][value.params.length>0]': (node: never) =>
      context.report({ node, messageId: 'parameters' }),
  }),
);
