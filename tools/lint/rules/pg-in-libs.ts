import { noImport } from '../rule.ts';

export default noImport(
  /^pg(-.+)?(\/|$)/,
  'Only libs/store opens connections: use the store, or in queries/ the connection that libs/store provides.',
);
