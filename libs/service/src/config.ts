import { readFileSync } from 'node:fs';
import { DataKeys } from '@waystation/store';
import { levels } from './logs.ts';
import { ConfigError } from './start-fault.ts';
import { isTracingWanted } from './telemetry.ts';

/** Configuration of a service, read from its environment. */
export interface Config {
  /** Database address for steps. */
  appUrl: string;
  /** Database address for outbox, cursors and timers. */
  relayUrl: string;
  /** Database address for migrations at start; undefined to run none. */
  adminUrl: string | undefined;
  /** Undefined in tests: no events are sent or received. */
  brokers: readonly string[] | undefined;
  grpc: { host: string; port: number };
  /** Key that verifies the gateway's tokens, PEM. */
  tokenPublicKey: string;
  /** `host:port` of each service that it calls, by name. */
  addresses: ReadonlyMap<string, string>;
  /** Keys of encrypted columns; required only by a service that has some. */
  dataKeys: DataKeys | undefined;
  /** Source of the simulated time; undefined for the system clock. */
  clock: string | undefined;
  /** True if traces are to be sent; OpenTelemetry reads its settings from the environment. */
  tracing: boolean;
  logLevel: string;
  /** Threads that render documents in parallel; one if undefined. */
  documentThreads: number | undefined;
}

/**
 * Reads the configuration. No other place reads the environment.
 *
 * @param environment of the service (`settingsOf`)
 * @param asks names of the services that it calls; the environment must have the address of each
 * @throws ConfigError that names every missing or invalid setting
 */
export function readConfig(environment: NodeJS.ProcessEnv, asks: readonly string[] = []): Config {
  const faults: string[] = [];
  const read = <T>(name: string, parse: (text: string) => T | undefined, wanted: string): T | undefined => {
    const text = environment[name]?.trim();
    if (!text) return void faults.push(`${name} is missing (${wanted})`);
    const value = parse(text);
    if (value === undefined) faults.push(`${name} is not ${wanted}`); // never the value: it may contain a password
    return value;
  };
  const optional = <T>(name: string, parse: (text: string) => T | undefined, wanted: string): T | undefined =>
    environment[name]?.trim() ? read(name, parse, wanted) : undefined;

  const appUrl = read('WAYSTATION_DATABASE_APP_URL', postgresUrl, 'a postgres:// address');
  const relayUrl = read('WAYSTATION_DATABASE_RELAY_URL', postgresUrl, 'a postgres:// address');
  const adminUrl = optional('WAYSTATION_DATABASE_ADMIN_URL', postgresUrl, 'a postgres:// address');
  const brokers = read('WAYSTATION_KAFKA_BROKERS', brokerList, 'host:port,host:port or none');
  const port = read('WAYSTATION_GRPC_PORT', portNumber, 'a port, 0 for a free one');
  const host = optional('WAYSTATION_GRPC_HOST', hostName, 'a host') ?? '127.0.0.1';
  const tokenPublicKey = read('WAYSTATION_TOKEN_PUBLIC_KEY', publicKey, 'a readable PEM file with a public key');
  const addresses = asks.map(
    (name) => [name, read(`WAYSTATION_${name.toUpperCase()}_ADDRESS`, address, 'host:port')] as const,
  );
  const dataKeys = optional(
    'WAYSTATION_DATA_KEYS',
    (text) => DataKeys.parse(text),
    '<1 to 255>:<32 bytes in base64>,...',
  );
  const logLevel =
    optional('WAYSTATION_LOG_LEVEL', (text) => levels.find((level) => level === text), `one of ${levels.join(', ')}`) ??
    'info';
  const documentThreads = optional(
    'WAYSTATION_DOCUMENT_THREADS',
    (text) => (/^[1-8]$/.test(text) ? Number(text) : undefined),
    'a number from 1 to 8',
  );
  if (faults.length > 0) throw new ConfigError(faults.join('; '));
  return {
    appUrl: appUrl!,
    relayUrl: relayUrl!,
    adminUrl,
    brokers: brokers === 'none' ? undefined : brokers,
    grpc: { host, port: port! },
    tokenPublicKey: tokenPublicKey!,
    addresses: new Map(addresses as (readonly [string, string])[]),
    dataKeys,
    clock: environment['WAYSTATION_CLOCK']?.trim() || undefined,
    tracing: isTracingWanted(environment),
    logLevel,
    documentThreads,
  };
}

function postgresUrl(text: string): string | undefined {
  return URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol) && new URL(text).pathname.length > 1
    ? text
    : undefined;
}

function brokerList(text: string): string[] | 'none' | undefined {
  if (text === 'none') return text;
  const brokers = text.split(',').map((broker) => broker.trim());
  return brokers.every((broker) => /^[\w.-]+:\d{1,5}$/.test(broker)) ? brokers : undefined;
}

/** Host name or address of a text; undefined for anything else. */
export function hostName(text: string): string | undefined {
  return /^[\w.:[\]-]+$/.test(text) ? text : undefined;
}

function address(text: string): string | undefined {
  const port = /^[\w.[\]:-]+:(\d{1,5})$/.exec(text)?.[1];
  return port && portNumber(port) ? text : undefined;
}

/** Port of a text; undefined for anything else. */
export function portNumber(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  return port <= 65_535 ? port : undefined;
}

function publicKey(file: string): string | undefined {
  try {
    const pem = readFileSync(file, 'utf8');
    return pem.includes('BEGIN PUBLIC KEY') ? pem : undefined;
  } catch {
    return undefined; // missing or unreadable: the message is the same
  }
}
