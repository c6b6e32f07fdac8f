import { createServer } from 'node:net';
import type { DynamicModule, INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { measureRuns, RunnerContext, TokenVerifier } from '@waystation/call';
import type { Metrics } from '@waystation/metrics';
import type { Clock } from '@waystation/model';
import { measurePools, SchemaCheck } from '@waystation/store';
import type { ProcessResources } from './boot-process.ts';
import type { Config } from './config.ts';
import { Connections } from './connections.ts';
import { runningService, type RunningService } from './create-service.ts';
import { GrpcServer } from './grpc-server.ts';
import { Health } from './health.ts';
import { nestLog } from './logs.ts';
import { SERVER_OPTIONS, type ServerOptions } from './server-options.ts';
import { definitionOf } from './service-definition.ts';
import { ServiceHostModule } from './service-host.module.ts';
import { oneLine, StartFault } from './start-fault.ts';
import { WarmUp } from './warm-up.ts';

/** Service that answers calls and consumes events. */
export interface StartedService extends RunningService {
  /** `host:port` of its gRPC server. */
  readonly address: string;
  readonly port: number;
  /** Reason why it cannot serve, such as a missing migration; undefined if it can. Never rejects. */
  readiness(): Promise<string | undefined>;
  /** Completes the work in progress and stops, within 14 s. Never throws. */
  stop(): Promise<void>;
}

/** Options that cannot come from the environment. */
export interface StartOptions extends Pick<ServerOptions, 'log' | 'onDeath' | 'kafkaAdminMs'> {
  config: Config;
  /** Resources shared with other services of the process; undefined in a separate process. */
  process?: ProcessResources;
  /** Metrics of the service; without them nothing is measured. */
  metrics?: Metrics | undefined;
  /** Creates the clock that `WAYSTATION_CLOCK` names; only a development stack has one. */
  simulatedClock?: (where: string) => Clock;
}

/**
 * Starts a service: database, runner, events, gRPC.
 *
 * Nest's hooks stop it, also after a failed start: the transport accepts no more calls; open calls complete and consumers
 * leave their groups (`onModuleDestroy`); the outbox drains (`beforeApplicationShutdown`); connections close
 * (`onApplicationShutdown`).
 *
 * @param module made by `ServiceModule.for`
 * @throws StartFault for a cause outside the service; any other error is a defect. Nothing is left running
 */
export async function startService(module: DynamicModule, options: StartOptions): Promise<StartedService> {
  const { config, log, metrics } = options;
  const processLog = options.process?.log ?? log;
  const resources = {
    clock: clockOf(options),
    tokens: await verifierOf(config),
    documentThreads: config.documentThreads,
    metrics,
    log: (error: unknown, about: object) => log.error({ err: error, ...about }, 'a step failed because of a defect'),
  };
  const { host } = config.grpc;
  const port = config.grpc.port || (await freePort(host));
  const connections = await Connections.open(definitionOf(module), config, log);
  let app: INestMicroservice | undefined;
  try {
    const root = ServiceHostModule.for(module, { ...resources, ...connections }, [
      { provide: Connections, useValue: connections },
      {
        provide: SERVER_OPTIONS,
        useValue: {
          ...options,
          processLog,
          states: options.process?.states,
          listen: { host, port },
          brokers: config.brokers ?? [],
          isTimeSimulated: config.clock !== undefined,
        },
      },
      GrpcServer,
      Health,
      WarmUp,
      ...(config.brokers ? [(await import('./service-events.ts')).ServiceEvents] : []),
    ]);
    const transport = { inject: [GrpcServer], useFactory: (strategy: GrpcServer) => ({ strategy }) };
    app = await NestFactory.createMicroservice(root, {
      ...transport,
      logger: nestLog(processLog),
      abortOnError: false,
    });
    if (metrics) {
      measureRuns(app.get(RunnerContext), metrics);
      measurePools(connections.database, metrics);
    }
    await app.listen().catch((cause: Error) => {
      throw listenFault(cause, host, port);
    });
  } catch (error) {
    await (app ? app.close() : connections.onApplicationShutdown());
    throw error;
  }
  const warmUp = app.get(WarmUp);
  if (options.process) void options.process.ready.then(() => warmUp.begin());
  else warmUp.begin();
  const service = runningService(app);
  const readiness = readinessOf(app.get(Health), new SchemaCheck(connections.database, service.definition.migrations));
  return { ...service, address: `${host}:${port}`, port, readiness, stop: service.close };
}

function readinessOf(health: Health, schema: SchemaCheck): () => Promise<string | undefined> {
  return async () => {
    if (!(await health.isServing())) return 'the database does not answer, or the service is stopping';
    const [missing] = await Promise.allSettled([schema.missing()]);
    if (missing.status === 'rejected')
      return `the migrations of the database cannot be read: ${oneLine(missing.reason)}`;
    return missing.value.length > 0 ? `migrations are missing: ${missing.value.join(', ')}` : undefined;
  };
}

function clockOf({ config: { clock }, simulatedClock }: StartOptions): Clock {
  if (clock === undefined) return { now: () => new Date() };
  if (!simulatedClock)
    throw new StartFault('WAYSTATION_CLOCK is set, but only the development stack supports simulated time');
  return simulatedClock(clock);
}

function verifierOf({ tokenPublicKey }: Config): Promise<TokenVerifier> {
  return TokenVerifier.of(tokenPublicKey).catch((cause: Error) => {
    throw new StartFault(`WAYSTATION_TOKEN_PUBLIC_KEY is not an ES256 public key: ${oneLine(cause)}`);
  });
}

function listenFault(cause: Error, host: string, port: number): StartFault {
  if (/EADDRINUSE/.test(cause.message)) return new StartFault(`port ${port} of ${host} is taken`);
  return new StartFault(`cannot listen on ${host}:${port}: ${oneLine(cause)}`);
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
