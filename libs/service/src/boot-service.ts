import type { DynamicModule } from '@nestjs/common';
import type { Logger } from 'pino';
import { ConfigError, readConfig } from './config.ts';
import { createLog } from './logs.ts';
import { Management, managementAddress } from './management.ts';
import { definitionOf } from './service-definition.ts';
import { StartFault } from './start-fault.ts';
import { startService, type StartOptions } from './start-service.ts';
import { parkedCommand, Usage } from './parked-command.ts';
import { isTracing, stopTracing } from './telemetry.ts';

const stopWithinMs = 14_500;

/**
 * Runs a service in this process; the only call in its `main.ts`. Configured by the environment (see `config.ts`, and
 * `management.ts` for the management port). Exits
 * with code 0 on SIGTERM or SIGINT, and with code 1 and a log line on an error.
 *
 * Logs one line `ready` with the port and the milliseconds since the process started.
 *
 * With arguments it runs a command of an operator instead, beside the running processes of the service:
 * `main.js parked list` (see `parked-command.ts`).
 */
export async function bootService(
  module: DynamicModule,
  options: Pick<StartOptions, 'simulatedClock'> = {},
): Promise<void> {
  const { name, clients } = definitionOf(module);
  const log = createLog(name, process.env['WAYSTATION_LOG_LEVEL'] || 'info');
  const die = (error: unknown, message: string): never => {
    log.fatal({ err: error }, message);
    process.exit(1);
  };
  process.on('uncaughtException', (error) => die(error, `${name}: uncaught exception, exiting`));
  process.on('unhandledRejection', (error) => die(error, `${name}: unhandled rejection, exiting`));

  const stop = signalled();
  try {
    const config = readConfig(
      process.env,
      clients.map(({ asks }) => asks),
    );
    const [command, ...args] = process.argv.slice(2);
    if (command !== undefined) return await operate(module, { ...options, config, log, onDeath: die }, command, args);
    if (config.tracing && !isTracing())
      log.warn(
        `${name}: traces are configured but not sent; to send them, start with --import @waystation/service/preload`,
      );
    const at = managementAddress(process.env);
    const management = at && (await Management.start(at, log));
    const service = await startService(module, {
      ...options,
      config,
      log,
      metrics: management?.metrics.of(name),
      onDeath: (error) => die(error, `${name}: fatal error, exiting`),
    });
    management?.add(name, service.readiness);
    management?.started();
    const { address, port } = service;
    log.info({ address, port, ms: Math.round(performance.now()) }, 'ready');
    await stopOn(stop, log, async () => {
      management?.stopping();
      await service.stop();
      await management?.close();
    });
  } catch (error) {
    if (error instanceof Usage) {
      process.stderr.write(`${error.message}\n`);
      process.exit(2);
    }
    if (!(error instanceof ConfigError || error instanceof StartFault)) die(error, `${name}: start failed`);
    log.fatal(`${name}: start failed: ${(error as Error).message}`);
    process.exit(1);
  }
}

/** Runs one command in a service without Kafka on a free port; running processes send the events it publishes. */
async function operate(
  module: DynamicModule,
  { config, ...options }: Omit<StartOptions, 'onDeath'> & { onDeath: (error: unknown, message: string) => never },
  command: string,
  args: readonly string[],
): Promise<void> {
  if (command !== 'parked') throw new Usage(`Unknown command ${command}. The only command is parked.`);
  const service = await startService(module, {
    ...options,
    config: { ...config, adminUrl: undefined, brokers: undefined, grpc: { host: '127.0.0.1', port: 0 } },
    onDeath: (error) => options.onDeath(error, `parked ${args.join(' ')}: fatal error, exiting`),
  });
  try {
    const answer = await parkedCommand(service, args, options.log);
    process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
  } finally {
    await service.stop();
  }
}

/** Resolves with the first stop signal, even if it comes during the start. */
function signalled(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve(signal));
  });
}

async function stopOn(signal: Promise<NodeJS.Signals>, log: Logger, stop: () => Promise<void>): Promise<void> {
  const name = await signal;
  const began = performance.now();
  log.info({ signal: name }, 'stopping');
  setTimeout(() => {
    log.error('did not stop within 14.5 s; exiting with calls unanswered');
    process.exit(1);
  }, stopWithinMs).unref();
  await stop();
  await stopTracing();
  log.info({ ms: Math.round(performance.now() - began) }, 'stopped');
  process.exit(0);
}
