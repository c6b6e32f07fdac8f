import { basename } from 'node:path';
import { eachImport, rule } from '../rule.ts';

const otherRoom = /(^|\/)(use-cases|reactions)\//;

export default rule(
  {
    step: "A step must not call another step ('{{from}}'). Move shared logic into the model, or let the other step react to the event.",
  },
  (context) =>
    eachImport(({ from, node }) => {
      const own = basename(context.filename).replace(/\.(unit|int)\.spec\.ts$/, '.ts');
      const sibling = from.startsWith('./') && from !== `./${own}`;
      if (sibling || otherRoom.test(from)) context.report({ node, messageId: 'step', data: { from } });
    }),
);
