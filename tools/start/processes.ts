import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, freePorts, startProcess, type Infrastructure, type ProcessHandle } from '@waystation/stack';
import { admin } from './demo/people.ts';
import type { Secrets } from './secrets.ts';

/** Services besides gateway and issuer. */
export const services = [
  'network',
  'appointments',
  'reception',
  'workshop',
  'parts',
  'quality',
  'billing',
  'crm',
] as const;

/** Addresses of a running platform. */
export interface Addresses {
  gateway: string;
  issuer: string;
  services: Record<string, string>;
}

interface Plan {
  home: string;
  port: number;
  infrastructure: Infrastructure;
  secrets: Secrets;
  /** Called as soon as a process runs, so that it is stopped even after a later failure. */
  started: (process: ProcessHandle) => void;
}

/** File of the demo people who can sign in. */
export const peopleFile = 'apps/issuer/demo-people.json';

const readyWithinMs = 60_000;

type Ready = (written: () => string) => Promise<boolean>;

/**
 * Starts issuer, services and gateway as separate processes.
 *
 * @throws Error of a few lines with the process that did not start and the reason
 */
export async function startProcesses({ home, port, infrastructure, secrets, started }: Plan): Promise<Addresses> {
  const { postgres, kafka } = infrastructure;
  const issuerPort = await keptPort(join(home, 'issuer'));
  const ports = await freePorts(services.length);
  const gateway = `http://127.0.0.1:${port}`;
  const issuer = `http://127.0.0.1:${issuerPort}`;
  const addresses = Object.fromEntries(services.map((name, index) => [name, `127.0.0.1:${ports[index]}`]));
  const backends = Object.fromEntries(
    services.map((name) => [`WAYSTATION_${name.toUpperCase()}_ADDRESS`, addresses[name]!]),
  );
  const shared = {
    WAYSTATION_PUBLIC_URL: gateway,
    WAYSTATION_ISSUER: issuer,
    WAYSTATION_CLIENT_ID: 'waystation',
    WAYSTATION_CLIENT_SECRET: secrets.clientSecret,
  };
  const database = (name: string) => ({
    WAYSTATION_DATABASE_APP_URL: postgres.url(name, `${name}_app`),
    WAYSTATION_DATABASE_RELAY_URL: postgres.url(name, `${name}_relay`),
    WAYSTATION_DATABASE_ADMIN_URL: postgres.url('postgres'),
    WAYSTATION_KAFKA_BROKERS: kafka!.brokers.join(','),
  });

  const start = async (name: string, env: Record<string, string>, ready: Ready) => {
    const logFile = join(home, 'log', `${name}.log`);
    rmSync(logFile, { force: true }); // log of the previous start
    const process_ = await startProcess({
      name,
      command: process.execPath,
      // Young generation as in production: a service's heap is small, and uncollected garbage is most of its memory.
      args: ['--enable-source-maps', '--max-semi-space-size=2', `apps/${name}/dist/main.js`],
      cwd: process.cwd(),
      env: { PATH: process.env['PATH'], WAYSTATION_MANAGEMENT_PORT: '0', ...env },
      logFile,
      ready,
      readyWithinMs,
      stopWithinMs: 14_700,
    });
    started(process_);
  };

  await Promise.all([
    start(
      'issuer',
      {
        ...shared,
        WAYSTATION_SCRIPT_SECRET: secrets.scriptSecret,
        WAYSTATION_DEMO_PEOPLE: peopleFile,
        WAYSTATION_ISSUER_HOME: join(home, 'issuer'),
      },
      () => answers(`${issuer}/.well-known/openid-configuration`),
    ),
    ...services.map((name) =>
      start(
        name,
        {
          ...database(name),
          WAYSTATION_GRPC_PORT: addresses[name]!.split(':')[1]!,
          WAYSTATION_TOKEN_PUBLIC_KEY: secrets.publicKeyFile,
          WAYSTATION_DATA_KEYS: secrets.dataKeys,
          ...backends,
        },
        async (written) => written().includes('"msg":"ready"'),
      ),
    ),
  ]);
  await start(
    'gateway',
    {
      ...shared,
      ...database('gateway'),
      WAYSTATION_HTTP_PORT: String(port),
      WAYSTATION_BACKENDS: services.map((name) => `${name}=${addresses[name]}`).join(','),
      WAYSTATION_SESSION_KEY: secrets.sessionKey,
      WAYSTATION_TOKEN_PRIVATE_KEY: secrets.privateKeyFile,
      WAYSTATION_FIRST_ADMIN: admin,
    },
    () => answers(`${gateway}/health/ready`),
  );
  return { gateway, issuer, services: addresses };
}

/** Port of the issuer, the same at every start, because logins name the issuer by its address. */
async function keptPort(folder: string): Promise<number> {
  const file = join(folder, 'port');
  if (existsSync(file)) return Number(readFileSync(file, 'utf8'));
  const port = await freePort();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(file, `${port}\n`);
  return port;
}

async function answers(url: string): Promise<boolean> {
  const [answer] = await Promise.allSettled([fetch(url, { signal: AbortSignal.timeout(2_000) })]);
  return answer.status === 'fulfilled' && answer.value.ok; // otherwise not up yet
}
