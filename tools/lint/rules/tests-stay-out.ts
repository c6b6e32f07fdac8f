import { noImport } from '../rule.ts';

export default noImport(
  /^@waystation\/(testing|stack|drive)(\/|$)/,
  'It is not part of a running service: use it only in *.spec.ts and testing/.',
);
