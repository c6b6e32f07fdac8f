import type { DynamicModule } from '@nestjs/common';
import { bootProcess, couldNotStart, die, endOnDefects, type Part } from './boot-process.ts';
import { readConfig, type Config } from './config.ts';
import { createLog, levelIn } from './logs.ts';
import { definitionOf } from './service-definition.ts';
import { startService, type StartOptions } from './start-service.ts';
import { parkedCommand, Usage } from './parked-command.ts';
import { settingsOf } from './settings.ts';
import { isTracing } from './telemetry.ts';

type BootOptions = Pick<StartOptions, 'simulatedClock'>;

/**
 * Runs a service in this process; the only call in its `main.ts` (see `bootProcess`). Configured by the environment (see
 * `config.ts`, `settingsOf`, and `management.ts` for the management port).
 *
 * With arguments it runs a command of an operator instead, beside the running processes of the service:
 * `main.js parked list` (see `parked-command.ts`).
 */
export async function bootService(module: DynamicModule, options: BootOptions = {}): Promise<void> {
  const [command, ...args] = process.argv.slice(2);
  if (command === undefined) await bootProcess([servicePart(module, options)]);
  else await operate(module, options, command, args);
}

/** A service as a part of a process. @param module of `ServiceModule.for` */
export function servicePart(module: DynamicModule, options: BootOptions = {}): Part {
  const { name } = definitionOf(module);
  return {
    name,
    start: async ({ settings, log, process: shared, metrics, onDeath }) => {
      const config = configOf(module, settings);
      if (config.tracing && !isTracing())
        log.warn(
          `${name}: traces are configured but not sent; to send them, start with --import @waystation/service/preload`,
        );
      const service = await startService(module, { ...options, config, log, process: shared, metrics, onDeath });
      const { address, port, readiness, stop } = service;
      return { started: { address, port }, readiness, stop };
    },
  };
}

function configOf(module: DynamicModule, settings: NodeJS.ProcessEnv): Config {
  const { clients } = definitionOf(module);
  return readConfig(
    settings,
    clients.map(({ asks }) => asks),
  );
}

/** Runs one command in a service without Kafka on a free port; running processes send the events it publishes. */
async function operate(
  module: DynamicModule,
  options: BootOptions,
  command: string,
  args: readonly string[],
): Promise<void> {
  const { name } = definitionOf(module);
  const settings = settingsOf(name, process.env);
  const log = createLog(name, levelIn(settings));
  endOnDefects(log);
  try {
    if (command !== 'parked') throw new Usage(`Unknown command ${command}. The only command is parked.`);
    const config = configOf(module, settings);
    const service = await startService(module, {
      ...options,
      config: { ...config, adminUrl: undefined, brokers: undefined, grpc: { host: '127.0.0.1', port: 0 } },
      log,
      onDeath: (error) => die(log, error, `parked ${args.join(' ')}: fatal error, exiting`),
    });
    try {
      const answer = await parkedCommand(service, args, log);
      process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
    } finally {
      await service.stop();
    }
  } catch (error) {
    if (!(error instanceof Usage)) couldNotStart({ name }, log, error, true);
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}
