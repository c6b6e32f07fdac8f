// Checks protos and migrations against the released contracts, as part of `npm run check`.
import { resolve } from 'node:path';
import { contractFaults, releasedContracts } from './contract-faults.ts';

const root = resolve(import.meta.dirname, '../..');
const faults = contractFaults(root);

if (faults === undefined) {
  console.log(
    `NOTE: contracts were not compared, because this clone has no tag ${releasedContracts}. To compare them: git fetch --tags`,
  );
} else if (faults.length > 0) {
  console.error(faults.join('\n'));
  console.error(`Contracts only grow since ${releasedContracts}: see "Contracts" in CONTRIBUTING.md.`);
  process.exitCode = 1;
}
