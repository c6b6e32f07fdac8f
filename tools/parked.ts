// npm run parked -- SERVICE list|show|release|drop ... [--home DIR --url URL]: handles parked events of a running development
// platform. In production, run `node main.js parked ...` on the service's machine.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { postgresUrl, type PostgresAddress } from '@waystation/stack';
import { choiceOf, onStack, readHome, type RunningStack } from './running-stack.ts';

const args = process.argv.slice(2);

const usage = `npm run parked -- SERVICE list
npm run parked -- SERVICE show TOPIC KEY
npm run parked -- SERVICE release TOPIC KEY --reason TEXT
npm run parked -- SERVICE drop TOPIC KEY --reason TEXT [--id ID ...]`;

/** Removes `--name value` from the arguments; the rest belongs to the service's own command. */
function take(name: string): string[] {
  const at = args.indexOf(name);
  return at < 0 ? [] : args.splice(at, 2);
}

const choosing = [...take('--home'), ...take('--url')];
const [service = '', ...command] = args;

function parked({ home }: RunningStack): Promise<void> {
  const { postgres, services } = readHome<{ postgres: PostgresAddress; services: Record<string, string> }>(
    home,
    'stack.json',
  );
  const { dataKeys } = readHome<{ dataKeys: string }>(home, 'secrets/secrets.json');
  if (!(service in services) || command.length === 0) {
    if (service !== '' && !(service in services)) console.error(`There is no service named ${service}.\n`);
    console.error(`${usage}

SERVICE is one of ${Object.keys(services).join(', ')}. With several platforms running, add --home DIR or --url URL.`);
    process.exitCode = 2;
    return Promise.resolve();
  }
  const backends = Object.entries(services).map(([name, address]) => [
    `WAYSTATION_${name.toUpperCase()}_ADDRESS`,
    address,
  ]);
  const { status, stdout } = spawnSync(process.execPath, [`apps/${service}/dist/main.js`, 'parked', ...command], {
    stdio: ['inherit', 'pipe', 'inherit'],
    maxBuffer: 100_000_000,
    encoding: 'utf8',
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
  process.stdout.write(stdout.trim() === '[]' ? `No key is parked in ${service}.\n` : stdout);
  process.exitCode = status ?? 1;
  return Promise.resolve();
}

await onStack(() => choiceOf(choosing, usage), parked);
