import { eachImport, rule } from '../rule.ts';

export default rule(
  {
    foreign:
      "model/ may import '@waystation/model', '@waystation/reference/model', its own './' files and types from '@waystation/contracts', not '{{from}}'. Take the value as an argument.",
    value: "The model may use only types of '{{from}}': write `import type`.",
  },
  (context) =>
    eachImport(({ from, node, typeOnly }) => {
      if (from === '@waystation/model' || from === '@waystation/reference/model' || from.startsWith('./')) return;
      if (!/^@waystation\/contracts(\/|$)/.test(from)) context.report({ node, messageId: 'foreign', data: { from } });
      else if (!typeOnly) context.report({ node, messageId: 'value', data: { from } });
    }),
);
