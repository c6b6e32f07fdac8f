import { createServer } from 'node:net';
import { NestFactory } from '@nestjs/core';
import { TokenVerifier, warmValidation, type ClassOf } from '@waystation/call';
import type { Clock } from '@waystation/model';
import { Database, migrate } from '@waystation/store';
import type { Logger } from 'pino';
import { connect, type GivenClient } from './client.ts';
import type { Config } from './config.ts';
import { compose, runningService, type RunningService } from './create-service.ts';
import type { EventParts } from './event-parts.ts';
import { GrpcServer } from './grpc-server.ts';
import { nestLog } from './logs.ts';
import { definitionOf, mappingsOf, type CompleteDefinition } from './service-definition.ts';

/** Why a service could not start, in one line, where it is not the service itself that is at fault. */
export class StartFault extends Error {}

/** A service that answers calls and works off events. */
export interface StartedService extends RunningService {
  /** Where it answers calls. */
  readonly address: string;
  readonly port: number;
  /** Finishes what is at hand and ends. Never throws; at most 14 s. */
  stop(): Promise<void>;
}

/** What the environment can't say. */
export interface StartOptions {
  config: Config;
  log: Logger;
  /** Makes the clock that `WAYSTATION_CLOCK` names. Only a development stack has one. */
  simulatedClock?: (where: string) => Clock;
  /** Told when it can't go on, so that its process ends and its supervisor starts another. */
  onDeath: (error: Error) => void;
  /** How patiently Kafka is asked for something, in milliseconds; 30 s when left out. */
  kafkaAdminMs?: number;
}

const callsEndWithinMs = 10_500; // a little more than a call may take
const eventsLeaveWithinMs = 2_500;
const healthEveryMs = 2_000;

/**
 * Starts a service: database, runner, events, gRPC.
 *
 * @throws StartFault for what the surroundings lack; anything else is a defect. Nothing is left running then
 */
export async function startService(module: ClassOf, options: StartOptions): Promise<StartedService> {
  const undo: (() => Promise<unknown>)[] = [];
  try {
    return await start(module, options, undo);
  } catch (error) {
    for (const each of undo.reverse()) await each().catch(() => undefined);
    throw error;
  }
}

async function start(
  module: ClassOf,
  { config, log, simulatedClock, onDeath, kafkaAdminMs }: StartOptions,
  undo: (() => Promise<unknown>)[],
): Promise<StartedService> {
  const definition = await definitionOf(module);
  const clock = clockOf(config, simulatedClock);
  const tokens = await verifierOf(config);
  const database = await openDatabase(definition, config, log, undo);

  const clients = connectAll(definition, config, undo);
  const events: { parts?: EventParts } = {};
  const composed = await compose(module, {
    database,
    dataKeys: config.dataKeys,
    documentThreads: config.documentThreads,
    clients: clients.given,
    clock,
    tokens,
    log: (error, about) => log.error({ err: error, ...about }, 'a step failed'),
    observe: ({ name, outcome }) => {
      const isQuery = composed.contracts.has(name) && !composed.contracts.get(name)!.step;
      if (outcome === 'done' && !isQuery) events.parts?.wake();
    },
  });
  const [first, ...others] = [...composed.contracts.values()].map(({ input }) => input);
  warmValidation([first!]); // the first is dear, whichever it is

  const port = config.grpc.port || (await freePort(config.grpc.host));
  const grpc = new GrpcServer(definition, { host: config.grpc.host, port }, log);
  const app = await NestFactory.createMicroservice(composed.root, {
    ...grpc.options,
    logger: nestLog(log),
    abortOnError: false,
  });
  undo.push(() => app.close());
  const service = runningService(composed, app, database);
  await app.listen().catch((cause: Error) => {
    const taken = /EADDRINUSE/.test(cause.message);
    throw taken
      ? new StartFault(`port ${port} of ${config.grpc.host} is taken`)
      : new StartFault(`can't listen on ${config.grpc.host}:${port}: ${oneLine(cause)}`);
  });
  if (config.brokers) {
    const { startEvents } = await import('./event-parts.ts');
    events.parts = startEvents({
      definition,
      runner: service.runner,
      database,
      clock,
      brokers: config.brokers,
      log,
      onDeath,
      adminMs: kafkaAdminMs,
    });
  }

  const health = watchHealth(database, grpc, log);
  const later = afterwards([() => grpc.reflect(), ...others.map((message) => () => warmValidation([message]))]);
  return {
    ...service,
    address: `${config.grpc.host}:${port}`,
    port,
    stop: async () => {
      later.stop();
      health.stop();
      await Promise.all([grpc.stop(callsEndWithinMs), events.parts?.stopTaking()]);
      await events.parts?.drain(eventsLeaveWithinMs);
      await app.close().catch((error: unknown) => log.warn({ err: error }, 'Nest did not close well'));
      clients.close();
      await database.close().catch((error: unknown) => log.warn({ err: error }, 'the database was not left well'));
    },
  };
}

function clockOf({ clock }: Config, simulatedClock: StartOptions['simulatedClock']): Clock {
  if (clock === undefined) return { now: () => new Date() };
  if (!simulatedClock)
    throw new StartFault('WAYSTATION_CLOCK is set, but time can only be simulated by the development stack');
  return simulatedClock(clock);
}

function verifierOf({ tokenPublicKey }: Config): Promise<TokenVerifier> {
  return TokenVerifier.of(tokenPublicKey).catch((cause: Error) => {
    throw new StartFault(`WAYSTATION_TOKEN_PUBLIC_KEY names no ES256 public key: ${oneLine(cause)}`);
  });
}

/** A client of each service that is asked. Nothing is connected before something is asked. */
function connectAll(
  { name: caller, clients }: CompleteDefinition,
  { addresses }: Config,
  undo: (() => Promise<unknown>)[],
): { given: GivenClient[]; close(): void } {
  const made = clients.map((of) => {
    const address = addresses.get(of.asks);
    if (!address) throw new StartFault(`the address of ${of.asks} is not known`);
    return { of, ...connect(of, { address, caller }) };
  });
  const close = () => {
    for (const each of made) each.close();
  };
  undo.push(async () => close());
  return { given: made.map(({ of, client }) => [of, client]), close };
}

async function openDatabase(
  definition: CompleteDefinition,
  config: Config,
  log: Logger,
  undo: (() => Promise<unknown>)[],
): Promise<Database> {
  const { appUrl, relayUrl, adminUrl } = config;
  const url = new URL(appUrl);
  const away = (cause: unknown) => {
    throw new StartFault(
      `can't use database ${url.pathname.slice(1)} at ${url.host} as ${url.username}: ${oneLine(cause)}`,
    );
  };
  if (adminUrl) {
    const { name, migrations } = definition;
    const ran = await migrate({ adminUrl, service: name, database: url.pathname.slice(1), migrations }).catch(away);
    if (ran.length > 0) log.info({ migrations: ran }, 'migrated');
  }
  const database = await Database.open({ appUrl, relayUrl, mappings: mappingsOf(definition) });
  undo.push(() => database.close());
  if (database.needsDataKeys && !config.dataKeys)
    throw new StartFault('WAYSTATION_DATA_KEYS is missing: the service has encrypted columns');
  await database.ping().catch(away);
  return database;
}

/** Does what nobody waits for, in small pieces, so that calls come in between. */
function afterwards(pieces: readonly (() => void)[]): { stop(): void } {
  const queue = [...pieces];
  const timer = setInterval(() => {
    queue.shift()?.();
    if (queue.length === 0) clearInterval(timer);
  }, 10);
  return { stop: () => clearInterval(timer) };
}

/** Serving is said only while the database answers. */
function watchHealth(database: Database, grpc: GrpcServer, log: Logger): { stop(): void } {
  let isServing = true;
  let isStopped = false;
  grpc.serve(true);
  const timer = setInterval(() => void look(), healthEveryMs).unref();
  const look = async () => {
    const answers = await database.ping().then(
      () => true,
      () => false,
    );
    if (isStopped || answers === isServing) return;
    isServing = answers;
    grpc.serve(answers);
    if (answers) log.info('the database answers again');
    else log.error('the database does not answer');
  };
  return {
    stop: () => {
      isStopped = true;
      clearInterval(timer);
      grpc.serve(false);
    },
  };
}

function oneLine(error: unknown): string {
  const { message, code, errors } = error as { message?: string; code?: string; errors?: unknown[] };
  // Node gathers the tries of several addresses in an error without words.
  const description = message || (errors?.length ? oneLine(errors[0]) : code);
  return (description ?? String(error)).replaceAll(/\s*\n\s*/g, ' ');
}

function freePort(host: string): Promise<number> {
  return new Promise((found, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, host, () => {
      const { port } = server.address() as { port: number };
      server.close(() => found(port));
    });
  });
}
