import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, freePorts, startProcess, type Postgres, type ProcessHandle } from '@waystation/stack';
import { hasNetwork } from './demo-network.ts';
import { admin } from './demo/people.ts';
import type { Secrets } from './secrets.ts';

/** Services besides gateway and issuer. Each is a part of the platform, and so are those two. */
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
  /** File of the people whom the issuer signs in. */
  peopleFile: string;
  postgres: Postgres;
  /** `host:port` of the brokers, which may start later. */
  brokers: readonly string[];
  secrets: Secrets;
  /** True to start each service in a separate process, instead of one process for all. */
  separate: boolean;
  /** Called as soon as a process runs, so that it is stopped even after a later failure. */
  started: (process: ProcessHandle) => void;
}

const readyWithinMs = 60_000;

/** The environment that processes get beside their settings. */
const kept = { PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] };

type Settings = Readonly<Record<string, string>>;

/**
 * Starts issuer, services and gateway, in one process or each in a process of its own.
 *
 * @throws Error of a few lines with the process that did not start and the reason
 */
export async function startProcesses(plan: Plan): Promise<Addresses> {
  const issuerPort = await keptPort(join(plan.home, 'issuer'));
  const ports = await freePorts(services.length);
  const addresses: Addresses = {
    gateway: `http://127.0.0.1:${plan.port}`,
    issuer: `http://127.0.0.1:${issuerPort}`,
    services: Object.fromEntries(services.map((name, index) => [name, `127.0.0.1:${ports[index]}`])),
  };
  const settings = settingsOfParts(plan, addresses);
  if (plan.separate) {
    await Promise.all(
      Object.entries(settings).map(([name, own]) => start(plan, name, `apps/${name}/dist/main.js`, own)),
    );
  } else {
    const named = Object.entries(settings).flatMap(([name, own]) => Object.entries(namedFor(name, own)));
    await start(plan, 'waystation', 'apps/all/dist/development.js', Object.fromEntries(named));
  }
  return addresses;
}

/** Settings of each part, under the names that it reads in a process of its own. */
function settingsOfParts(plan: Plan, addresses: Addresses): Record<string, Settings> {
  const { home, port, peopleFile, postgres, brokers, secrets } = plan;
  const signIn = {
    WAYSTATION_PUBLIC_URL: addresses.gateway,
    WAYSTATION_ISSUER: addresses.issuer,
    WAYSTATION_CLIENT_ID: 'waystation',
    WAYSTATION_CLIENT_SECRET: secrets.clientSecret,
  };
  const database = (name: string) => ({
    WAYSTATION_DATABASE_APP_URL: postgres.url(name, `${name}_app`),
    WAYSTATION_DATABASE_RELAY_URL: postgres.url(name, `${name}_relay`),
    WAYSTATION_DATABASE_ADMIN_URL: postgres.url('postgres'),
    WAYSTATION_KAFKA_BROKERS: brokers.join(','),
  });
  const backends = Object.entries(addresses.services);
  const service = (name: string) => ({
    ...database(name),
    WAYSTATION_GRPC_PORT: addresses.services[name]!.split(':')[1]!,
    WAYSTATION_TOKEN_PUBLIC_KEY: secrets.publicKeyFile,
    WAYSTATION_DATA_KEYS: secrets.dataKeys,
    ...Object.fromEntries(backends.map(([each, address]) => [`WAYSTATION_${each.toUpperCase()}_ADDRESS`, address])),
  });
  return {
    issuer: {
      ...signIn,
      WAYSTATION_SCRIPT_SECRET: secrets.scriptSecret,
      WAYSTATION_DEMO_PEOPLE: peopleFile,
      WAYSTATION_ISSUER_HOME: join(home, 'issuer'),
    },
    ...Object.fromEntries(services.map((name) => [name, service(name)])),
    gateway: {
      ...signIn,
      ...database('gateway'),
      WAYSTATION_HTTP_PORT: String(port),
      WAYSTATION_BACKENDS: backends.map(([name, address]) => `${name}=${address}`).join(','),
      WAYSTATION_SESSION_KEY: secrets.sessionKey,
      WAYSTATION_TOKEN_PRIVATE_KEY: secrets.privateKeyFile,
      // The network has an administrator of record afterwards, and the gateway warns of a setting without effect.
      ...(!hasNetwork(home) && { WAYSTATION_FIRST_ADMIN: admin }),
    },
  };
}

/** Settings of a part under the names that it reads in a process with others: `settingsOf` of `libs/service` undoes it. */
function namedFor(part: string, settings: Settings): Settings {
  const named = Object.entries(settings).map(([name, value]) => [
    name.replace('WAYSTATION_', `WAYSTATION_${part.toUpperCase()}_`),
    value,
  ]);
  return Object.fromEntries(named);
}

async function start(
  { home, separate, started }: Plan,
  name: string,
  script: string,
  settings: Settings,
): Promise<void> {
  // As in production, where the heap of a service is small and uncollected garbage most of its memory; ten times the work in
  // one process would be collected far too often.
  const youngMb = separate ? 2 : 8;
  const logFile = join(home, 'log', `${name}.log`);
  rmSync(logFile, { force: true }); // log of the previous start
  const process_ = await startProcess({
    name,
    command: process.execPath,
    args: [`--max-semi-space-size=${youngMb}`, script],
    cwd: process.cwd(),
    // A free port, which the log names.
    env: { ...kept, WAYSTATION_MANAGEMENT_PORT: '0', ...settings },
    logFile,
    ready: async (written) => written().includes('"msg":"ready"'),
    readyWithinMs,
    stopWithinMs: 14_700,
  });
  started(process_);
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
