import { existsSync, readFileSync } from 'node:fs';
import { ConfigError } from '@waystation/service';
import { reachableServices } from './transcoding/http-bindings.ts';

/** Configuration of the gateway, read from its environment. */
export interface Config {
  http: { host: string; port: number };
  /** Origin under which browsers reach the gateway. */
  publicUrl: URL;
  database: { appUrl: string; relayUrl: string; adminUrl: string | undefined };
  /** Undefined in tests: no topics are read. */
  brokers: readonly string[] | undefined;
  /** `host:port` by the service's short name. */
  backends: ReadonlyMap<string, string>;
  issuer: { issuer: string; clientId: string; clientSecret: string; scope: string };
  /** Key of 32 bytes that encrypts the tokens of sessions. */
  sessionKey: Buffer;
  /** Key that signs internal tokens, PEM. */
  tokenPrivateKey: string;
  /** Subject of the network administrator until the network has one on record; ignored afterwards. */
  firstAdmin: string | undefined;
  logLevel: string;
}

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/**
 * Reads the configuration. No other place of the gateway reads the environment.
 *
 * @param environment of the gateway (`settingsOf` of `@waystation/service`)
 * @throws ConfigError that names every missing or invalid setting
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const faults: string[] = [];
  const optional = <T>(name: string, parse: (text: string) => T | undefined, wanted: string): T | undefined => {
    const text = environment[name]?.trim();
    const value = text ? parse(text) : undefined;
    if (text && value === undefined) faults.push(`${name} is not ${wanted}`); // never the value: it may be a secret
    return value;
  };
  const read = <T>(name: string, parse: (text: string) => T | undefined, wanted: string): T => {
    if (!environment[name]?.trim()) faults.push(`${name} is missing (${wanted})`);
    return optional(name, parse, wanted)!;
  };
  const any = (text: string) => text;

  const config: Config = {
    http: {
      host: optional('WAYSTATION_HTTP_HOST', hostName, 'a host') ?? '127.0.0.1',
      port: read('WAYSTATION_HTTP_PORT', portNumber, 'a port, 0 for a free one'),
    },
    publicUrl: read('WAYSTATION_PUBLIC_URL', origin, 'an origin such as https://station.example'),
    database: {
      appUrl: read('WAYSTATION_DATABASE_APP_URL', postgresUrl, 'a postgres:// address'),
      relayUrl: read('WAYSTATION_DATABASE_RELAY_URL', postgresUrl, 'a postgres:// address'),
      adminUrl: optional('WAYSTATION_DATABASE_ADMIN_URL', postgresUrl, 'a postgres:// address'),
    },
    brokers: read('WAYSTATION_KAFKA_BROKERS', brokerList, 'host:port,host:port or none')?.brokers,
    backends: read('WAYSTATION_BACKENDS', addresses, 'name=host:port,name=host:port') ?? new Map<string, string>(),
    issuer: {
      issuer: read('WAYSTATION_ISSUER', webAddress, 'the address of an OpenID Connect issuer'),
      clientId: read('WAYSTATION_CLIENT_ID', any, 'the client id of the gateway at the issuer'),
      clientSecret: read('WAYSTATION_CLIENT_SECRET', any, 'the secret of that client'),
      scope: optional('WAYSTATION_SIGN_IN_SCOPE', scopes, 'a list of scopes that includes openid') ?? 'openid',
    },
    sessionKey: read('WAYSTATION_SESSION_KEY', key, '32 bytes in base64'),
    tokenPrivateKey: read('WAYSTATION_TOKEN_PRIVATE_KEY', privateKey, 'a readable PEM file with a private key'),
    firstAdmin: optional('WAYSTATION_FIRST_ADMIN', any, 'a subject'),
    logLevel:
      optional(
        'WAYSTATION_LOG_LEVEL',
        (text) => levels.find((level) => level === text),
        `one of ${levels.join(', ')}`,
      ) ?? 'info',
  };
  const withoutAddress = reachableServices().filter((name) => !config.backends.has(name));
  if (withoutAddress.length > 0) faults.push(`WAYSTATION_BACKENDS has no address for ${withoutAddress.join(', ')}`);
  if (faults.length > 0) throw new ConfigError(faults.join('; '));
  return config;
}

function hostName(text: string): string | undefined {
  return /^[\w.:[\]-]+$/.test(text) ? text : undefined;
}

function portNumber(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  return port <= 65_535 ? port : undefined;
}

function webAddress(text: string): string | undefined {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : undefined;
}

function origin(text: string): URL | undefined {
  const url = webAddress(text) === undefined ? undefined : new URL(text);
  return url && url.href === `${url.origin}/` ? url : undefined;
}

function postgresUrl(text: string): string | undefined {
  return URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol) && new URL(text).pathname.length > 1
    ? text
    : undefined;
}

function brokerList(text: string): { brokers: string[] | undefined } | undefined {
  if (text === 'none') return { brokers: undefined };
  const brokers = text.split(',').map((broker) => broker.trim());
  return brokers.every((broker) => /^[\w.-]+:\d{1,5}$/.test(broker)) ? { brokers } : undefined;
}

function addresses(text: string): ReadonlyMap<string, string> | undefined {
  const pairs = text.split(',').map((pair) => /^([a-z]+)=([\w.-]+:\d{1,5})$/.exec(pair.trim()));
  return pairs.some((pair) => pair === null) ? undefined : new Map(pairs.map((pair) => [pair![1]!, pair![2]!]));
}

function scopes(text: string): string | undefined {
  return text.split(' ').includes('openid') ? text : undefined;
}

function key(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === 32 ? bytes : undefined;
}

function privateKey(file: string): string | undefined {
  const pem = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return pem.includes('BEGIN PRIVATE KEY') ? pem : undefined;
}
