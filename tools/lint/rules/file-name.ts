import { basename } from 'node:path';
import { rule } from '../rule.ts';

const part = '[a-z0-9]+(-[a-z0-9]+)*';
const kebab = new RegExp(`^${part}(\\.${part})*$`);

export default rule(
  {
    kebab: "'{{name}}' is not in kebab-case: use lower-case words joined by hyphens.",
    suite: "'{{name}}' belongs to no test suite: end it in .unit.spec.ts (no I/O) or .int.spec.ts (a real PostgreSQL).",
  },
  (context) => ({
    Program(node) {
      const name = basename(context.filename);
      if (!kebab.test(name)) context.report({ node, messageId: 'kebab', data: { name } });
      else if (/\.(spec|test)\.[jt]sx?$/.test(name) && !/\.(unit|int)\.spec\.ts$/.test(name))
        context.report({ node, messageId: 'suite', data: { name } });
    },
  }),
);
