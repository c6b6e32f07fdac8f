import type { Metrics } from '@waystation/metrics';
import type { Logger } from 'pino';
import { createLog, levelIn } from './logs.ts';
import { Management, managementAddress, type ReadinessCheck } from './management.ts';
import { prefixOf, settingsOf } from './settings.ts';
import { ConfigError, StartFault } from './start-fault.ts';
import { StatesOfProcess } from './states-of-process.ts';
import { stopTracing } from './telemetry.ts';

const stopWithinMs = 14_500;

/** Resources that all parts of a process share. */
export interface ProcessResources {
  /** Log for libraries that have one per process: Nest and gRPC. */
  log: Logger;
  /** State consumers for all parts; started once all parts run, and closed before them. */
  states: StatesOfProcess;
  /** Resolves once all parts run: the time for work that would only delay their start. */
  ready: Promise<void>;
}

/** Resources with which a part of a process is started. */
export interface PartStart {
  /** Its environment (see `settingsOf`). */
  settings: NodeJS.ProcessEnv;
  /** Its log. */
  log: Logger;
  process: ProcessResources;
  /** Its metrics; undefined if the process has no management port. */
  metrics: Metrics | undefined;
  /** Ends the process, so that its supervisor restarts it. */
  onDeath: (error: unknown) => never;
}

/** Running part of a process. */
export interface RunningPart {
  /** Fields of the log line that reports its start, such as its port. */
  started: object;
  /** Check that it can serve (see `Management`); undefined for a part that always can. */
  readiness?: ReadinessCheck;
  /** Finishes current work and ends. */
  stop(): Promise<void>;
}

/** A service or the gateway, which runs in a process alone or with others. */
export interface Part {
  /** Name in logs and settings: `workshop`. */
  name: string;
  /** @throws ConfigError or StartFault for a cause outside of it; anything else is a defect */
  start(from: PartStart): Promise<RunningPart>;
}

/**
 * Runs parts as this process, all of them started at the same time: the whole of a `main.ts`. Each part has its own settings
 * and its own log; what ends one ends the process, with code 1 and a line that names it. SIGTERM and SIGINT stop all of them
 * within 14.5 s, with code 0.
 *
 * Logs one line `ready` with the milliseconds since the process began, once all parts run.
 *
 * @param parts one, or several with different names
 * @param name of the process in its log, if it has several parts
 */
export async function bootProcess(parts: readonly Part[], name = 'waystation'): Promise<void> {
  const [only] = parts.length === 1 ? parts : [];
  const log = createLog(only?.name ?? name, levelIn(only ? settingsOf(only.name, process.env) : process.env));
  endOnDefects(log);
  const stop = signalled();
  const processName = only?.name ?? name;
  const states = new StatesOfProcess({
    name: processName,
    log,
    onDeath: (error) => die(log, error, `${processName}: fatal error, exiting`),
  });
  const management = await startManagement(log).catch((error: unknown) =>
    couldNotStart({ name: processName }, log, error, true),
  );
  const { promise: ready, resolve: isReady } = Promise.withResolvers<void>();
  const running = await Promise.all(
    parts.map(async (part) => {
      const settings = settingsOf(part.name, process.env);
      const ownLog = only ? log : createLog(part.name, levelIn(settings));
      const onDeath = (error: unknown) => die(ownLog, error, `${part.name}: fatal error, exiting`);
      const [start] = await Promise.allSettled([
        part.start({
          settings,
          log: ownLog,
          process: { log, states, ready },
          metrics: management?.metrics.of(part.name),
          onDeath,
        }),
      ]);
      if (start.status === 'rejected') return couldNotStart(part, ownLog, start.reason, only !== undefined);
      const { started } = start.value;
      ownLog.info({ ...started, ms: Math.round(performance.now()) }, only ? 'ready' : 'started');
      return start.value;
    }),
  );
  for (const [index, { readiness }] of running.entries()) if (readiness) management?.add(parts[index]!.name, readiness);
  management?.started();
  states.start();
  isReady();
  if (!only) log.info({ parts: parts.length, ms: Math.round(performance.now()) }, 'ready');

  const signal = await stop;
  const began = performance.now();
  log.info({ signal }, 'stopping');
  setTimeout(() => {
    log.error('did not stop within 14.5 s; exiting with calls unanswered');
    process.exit(1);
  }, stopWithinMs).unref();
  management?.stopping();
  await states.close();
  await Promise.all(running.map((part) => part.stop()));
  await management?.close();
  await stopTracing();
  log.info({ ms: Math.round(performance.now() - began) }, 'stopped');
  process.exit(0);
}

/** @throws ConfigError for an invalid address, StartFault for one that cannot be used */
async function startManagement(log: Logger): Promise<Management | undefined> {
  const address = managementAddress(process.env);
  return address && (await Management.start(address, log));
}

/** Ends the process on an error that nobody caught, with a line in the log. */
export function endOnDefects(log: Logger): void {
  process.on('uncaughtException', (error) => die(log, error, 'uncaught exception, exiting'));
  process.on('unhandledRejection', (error) => die(log, error, 'unhandled rejection, exiting'));
}

/** Logs an error and ends the process. */
export function die(log: Logger, error: unknown, message: string): never {
  log.fatal({ err: error }, message);
  process.exit(1);
}

/** Logs the cause of a failed start, in one line if it is outside of the part, and ends the process. */
export function couldNotStart(part: Pick<Part, 'name'>, log: Logger, error: unknown, isAlone: boolean): never {
  if (!(error instanceof StartFault)) return die(log, error, `${part.name}: start failed`);
  const hint =
    error instanceof ConfigError && !isAlone ? ` (settings of ${part.name} begin with ${prefixOf(part.name)})` : '';
  log.fatal(`${part.name}: start failed: ${error.message}${hint}`);
  process.exit(1);
}

/** Resolves with the first stop signal, even if it comes during the start. */
function signalled(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve(signal));
  });
}
