import { rule } from '../rule.ts';

// The ORM loads an aggregate without running its constructor or its field initialisers, and never sees a #field. A plain
// initialiser is fine: it is what a new one starts with, and a loaded one has its column instead.
export default rule(
  {
    private: 'Write `private {{name}}`: a #field is not there after loading.',
    parameters: 'A constructor with parameters is not run on loading: make new ones by a static method with a verb.',
  },
  (context) => ({
    PrivateIdentifier: (node) => context.report({ node, messageId: 'private', data: { name: node.name } }),
    'MethodDefinition[kind="constructor"][value.params.length>0]': (node: never) =>
      context.report({ node, messageId: 'parameters' }),
  }),
);
