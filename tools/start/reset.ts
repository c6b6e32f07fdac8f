// npm run reset [-- --home DIR]: deletes the data of a development platform.
import { resolve } from 'node:path';
import { removeHome, whyNotRemove } from '@waystation/stack';
import { startArguments } from './arguments.ts';

const home = resolve(startArguments().home);
const reason = whyNotRemove(home);
if (reason) {
  console.error(reason);
  process.exitCode = 1;
} else {
  removeHome(home);
  console.log(`Deleted ${home}.`);
}
