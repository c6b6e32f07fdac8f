// npm run parked -- SERVICE list|show|release|drop ... [--home DIR]: what an operator does about parked events, on a
// development stack that runs; in production it is `node main.js parked ...` beside the service.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { postgresUrl, type PostgresAddress } from '@waystation/stack';

const args = process.argv.slice(2);
const at = args.indexOf('--home');
const [, given] = at < 0 ? [] : args.splice(at, 2);
const home = resolve(given ?? '.waystation');
const [service = '', ...command] = args;

const read = <T>(name: string) => JSON.parse(readFileSync(join(home, name), 'utf8')) as T;
const { postgres, services } = read<{ postgres: PostgresAddress; services: Record<string, string> }>('stack.json');
const { dataKeys } = read<{ dataKeys: string }>('secrets/secrets.json');
const backends = Object.entries(services).map(([name, address]) => [
  `WAYSTATION_${name.toUpperCase()}_ADDRESS`,
  address,
]);

if (!(service in services)) {
  console.error(`npm run parked -- SERVICE list, where SERVICE is one of ${Object.keys(services).join(', ')}`);
  process.exit(2);
}
const { status } = spawnSync(process.execPath, [`apps/${service}/dist/main.js`, 'parked', ...command], {
  stdio: 'inherit',
  env: {
    PATH: process.env['PATH'],
    WAYSTATION_DATABASE_APP_URL: postgresUrl(postgres, service, `${service}_app`),
    WAYSTATION_DATABASE_RELAY_URL: postgresUrl(postgres, service, `${service}_relay`),
    WAYSTATION_KAFKA_BROKERS: 'none',
    WAYSTATION_GRPC_PORT: '0',
    WAYSTATION_TOKEN_PUBLIC_KEY: join(home, 'secrets/token-public.pem'),
    WAYSTATION_DATA_KEYS: dataKeys,
    WAYSTATION_LOG_LEVEL: 'warn',
    ...Object.fromEntries(backends),
  },
});
process.exitCode = status ?? 1;
