// A parent to be killed: starts PostgreSQL in the home it is given, tells the pid, and goes on living.
import { startPostgres } from '../src/postgres.ts';

const postgres = await startPostgres({ home: process.argv[2] ?? '', fsync: false });
process.stdout.write(`${postgres.pid}\n`);
