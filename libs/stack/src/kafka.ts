import { join, resolve } from 'node:path';
import { DEFAULT_CACHE } from './cache.ts';
import { ensureJava } from './java.ts';
import { archiveOptions } from './kafka-archive.ts';
import { brokerConfiguration, startBroker } from './kafka-broker.ts';
import { kafkaJars } from './kafka-files.ts';
import type { KafkaSettings } from './kafka-properties.ts';
import { freePort } from './ports.ts';
import type { ProcessEnd, ProcessHandle } from './processes.ts';
import type { Say } from './say.ts';
import { stopStale } from './stale.ts';

const STOP_WITHIN_MS = 15_000;

/** Options of `startKafka`. */
export interface KafkaOptions {
  /** Directory for the broker's data and log; created if missing, reused if it has data. */
  home: string;
  /** Port for clients; a free port by default. */
  port?: number;
  /** Port of the controller; a free port by default. */
  controllerPort?: number;
  /** Further settings by Kafka's names; they override the defaults. */
  settings?: KafkaSettings;
  /** Further options for Java, such as `['-Xmx2g']`. */
  jvm?: string[];
  /** Folder for jars, shared by all homes; `.cache` of the checkout by default. */
  cache?: string;
  /** Called before long work at the first start on a machine: downloads, the class archive. */
  say?: Say;
}

/** Address of a running Kafka; plain data that can be passed to another process. */
export interface KafkaAddress {
  brokers: string[];
}

/** A running broker. */
export interface Kafka extends KafkaAddress {
  readonly pid: number;
  readonly port: number;
  readonly logFile: string;
  /** Resolves when the current process has ended (`restart` starts another). */
  readonly exited: Promise<ProcessEnd>;
  /** Shuts down cleanly. Resolves when the process has ended. */
  stop(): Promise<void>;
  /** Sends a signal; with SIGKILL resolves when the process has ended. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Restarts with the same ports and data; stops a running process first. */
  restart(): Promise<void>;
}

/**
 * Starts one Kafka broker on 127.0.0.1 and waits until it is ready for clients. Topics are not created automatically. Stops
 * a process that a killed parent left in this home. The first start on a machine fetches the broker with Maven and creates a
 * class archive (about 20 s); later starts work offline.
 *
 * @param options see `KafkaOptions`
 * @returns the running broker
 * @throws Error of a few lines with the remedy if Java or Maven is missing, the home is in use, a port is taken, or the
 *   broker does not start
 */
export async function startKafka(options: KafkaOptions): Promise<Kafka> {
  const home = resolve(options.home);
  const directory = join(home, 'kafka');
  const pidFile = join(home, 'kafka.pid');
  const logFile = join(home, 'log', 'kafka.log');
  const mark = brokerConfiguration(directory);
  await stopStale({ name: 'Kafka', pidFile, mark, signal: 'SIGTERM', withinMs: STOP_WITHIN_MS });

  const { java, jars, jvm } = await prepareKafka({ cache: options.cache, say: options.say });
  const launch = (port: number, controllerPort: number) =>
    startBroker({
      java,
      jars,
      directory,
      port,
      controllerPort,
      settings: options.settings,
      jvm: [...jvm, ...(options.jvm ?? [])],
      logFile,
      pidFile,
      stopWithinMs: STOP_WITHIN_MS,
    });

  const { port, controllerPort, process: first } = await launchOnPorts(options, launch);
  let current = first;
  return {
    brokers: [`127.0.0.1:${port}`],
    port,
    logFile,
    get pid() {
      return current.pid;
    },
    get exited() {
      return current.exited;
    },
    stop: () => current.stop(),
    kill: (signal) => current.kill(signal),
    restart: async () => {
      await current.stop();
      current = await launch(port, controllerPort);
    },
  };
}

/**
 * Fetches everything Kafka needs and creates the class archive, so that later starts are fast and offline. Does nothing if
 * everything exists.
 *
 * @param options `cache` and `say` as for `startKafka`
 * @returns the Java runtime, the folder of jars, and the options for Java
 * @throws Error of a few lines with the remedy if Java, Maven or the network is missing
 */
export async function prepareKafka(options: { cache?: string; say?: Say } = {}) {
  const cache = resolve(options.cache ?? DEFAULT_CACHE);
  const java = await ensureJava(cache, options.say);
  const jars = await kafkaJars(cache, options.say);
  return { java, jars, jvm: await archiveOptions(java, jars, options.say) };
}

async function launchOnPorts(
  wanted: { port?: number; controllerPort?: number },
  launch: (port: number, controllerPort: number) => Promise<ProcessHandle>,
): Promise<{ port: number; controllerPort: number; process: ProcessHandle }> {
  for (let tries = 1; ; tries++) {
    const port = wanted.port ?? (await freePort());
    const controllerPort = wanted.controllerPort ?? (await freePort());
    try {
      return { port, controllerPort, process: await launch(port, controllerPort) };
    } catch (error) {
      // Another process took the free port meanwhile.
      const taken = error instanceof Error && /Address already in use|BindException/.test(error.message);
      if (!taken || tries === 5 || (wanted.port !== undefined && wanted.controllerPort !== undefined)) throw error;
    }
  }
}
