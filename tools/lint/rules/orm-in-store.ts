import { noImport } from '../rule.ts';

export default noImport(
  /^@mikro-orm\//,
  'Only store/ and libs/store know the ORM: put the mapping into store/<aggregate>.mapping.ts and take its class.',
);
