import { noImport } from '../rule.ts';

export default noImport(
  /^pg(-.+)?(\/|$)/,
  'Connections belong to libs/store: ask the store, or the query connection that libs/store gives to queries/.',
);
