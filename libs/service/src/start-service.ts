import { createServer } from 'node:net';
import type { DynamicModule, INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TokenVerifier } from '@waystation/call';
import type { Clock } from '@waystation/model';
import type { ProcessResources } from './boot-process.ts';
import type { Config } from './config.ts';
import { Connections } from './connections.ts';
import { runningService, type RunningService } from './create-service.ts';
import { GrpcServer } from './grpc-server.ts';
import { HealthWatch } from './health-watch.ts';
import { nestLog } from './logs.ts';
import { SERVER_OPTIONS, type ServerOptions } from './server-options.ts';
import { definitionOf } from './service-definition.ts';
import { ServiceHostModule } from './service-host.module.ts';
import { oneLine, StartFault } from './start-fault.ts';
import { WarmUp } from './warm-up.ts';

/** A service that answers calls and consumes events. */
export interface StartedService extends RunningService {
  /** `host:port` of its gRPC server. */
  readonly address: string;
  readonly port: number;
  /** Finishes the work at hand and ends. Never throws; at most 14 s. */
  stop(): Promise<void>;
}

/** Options that the environment can't give. */
export interface StartOptions extends Pick<ServerOptions, 'log' | 'onDeath' | 'kafkaAdminMs'> {
  config: Config;
  /** Resources that it shares with other services of its process; left out in a process of its own. */
  process?: ProcessResources;
  /** Makes the clock that `WAYSTATION_CLOCK` names. Only a development stack has one. */
  simulatedClock?: (where: string) => Clock;
}

/**
 * Starts a service: database, runner, events, gRPC.
 *
 * Nest's hooks end it, whether it started or not: the transport takes no more calls; calls at hand end and consumers leave
 * their groups (`onModuleDestroy`); the outbox drains (`beforeApplicationShutdown`); connections close
 * (`onApplicationShutdown`).
 *
 * @param module of `ServiceModule.for`
 * @throws StartFault for a cause outside the service; anything else is a defect. Nothing is left running then
 */
export async function startService(module: DynamicModule, options: StartOptions): Promise<StartedService> {
  const { config, log } = options;
  const processLog = options.process?.log ?? log;
  const resources = {
    clock: clockOf(options),
    tokens: await verifierOf(config),
    documentThreads: config.documentThreads,
    log: (error: unknown, about: object) => log.error({ err: error, ...about }, 'a step failed'),
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
        useValue: { ...options, processLog, listen: { host, port }, brokers: config.brokers ?? [] },
      },
      GrpcServer,
      HealthWatch,
      WarmUp,
      ...(config.brokers ? [(await import('./service-events.ts')).ServiceEvents] : []),
    ]);
    const transport = { inject: [GrpcServer], useFactory: (strategy: GrpcServer) => ({ strategy }) };
    app = await NestFactory.createMicroservice(root, {
      ...transport,
      logger: nestLog(processLog),
      abortOnError: false,
    });
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
  return { ...service, address: `${host}:${port}`, port, stop: service.close };
}

function clockOf({ config: { clock }, simulatedClock }: StartOptions): Clock {
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

function listenFault(cause: Error, host: string, port: number): StartFault {
  if (/EADDRINUSE/.test(cause.message)) return new StartFault(`port ${port} of ${host} is taken`);
  return new StartFault(`can't listen on ${host}:${port}: ${oneLine(cause)}`);
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
