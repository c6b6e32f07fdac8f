import { noImport } from '../rule.ts';

export default noImport(
  /^@waystation\/(testing|stack|drive)(\/|$)/,
  'It is no part of a running service: use it in *.spec.ts and in testing/ only.',
);
