// npm run reset [-- --home DIR]: deletes all that a development stack has kept.
import { resolve } from 'node:path';
import { removeHome } from '@waystation/stack';
import { startArguments } from './arguments.ts';

const { home } = startArguments();
removeHome(resolve(home));
console.log(`Deleted ${resolve(home)}.`);
