import { noImport } from '../rule.ts';

export default noImport(
  /^@mikro-orm\//,
  'Only store/ and libs/store use the ORM: put the mapping into store/<aggregate>.mapping.ts and use its class.',
);
