import { basename } from 'node:path';
import { eachImport, rule } from '../rule.ts';

const otherRoom = /(^|\/)(use-cases|reactions)\//;

export default rule(
  {
    step: "A step never calls another one ('{{from}}'). Put what both need into the model, or let the other react to the event.",
  },
  (context) =>
    eachImport(({ from, node }) => {
      const own = basename(context.filename).replace(/\.(unit|int)\.spec\.ts$/, '.ts');
      const sibling = from.startsWith('./') && from !== `./${own}`;
      if (sibling || otherRoom.test(from)) context.report({ node, messageId: 'step', data: { from } });
    }),
);
