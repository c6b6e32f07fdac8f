// Parent process for a test that kills it: starts PostgreSQL in the given home, prints the pid, and keeps running.
import { startPostgres } from '../src/postgres.ts';

const postgres = await startPostgres({ home: process.argv[2] ?? '', fsync: false });
process.stdout.write(`${postgres.pid}\n`);
