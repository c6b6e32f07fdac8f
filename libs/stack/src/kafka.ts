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

/** What `startKafka` takes. */
export interface KafkaOptions {
  /** The directory that keeps the broker's data and log; made when missing, reused when it holds some. */
  home: string;
  /** For clients; a free one when left out. */
  port?: number;
  /** For the broker's own talk; a free one when left out. */
  controllerPort?: number;
  /** More settings by Kafka's names; they win over those made here. */
  settings?: KafkaSettings;
  /** More options for Java, such as `['-Xmx2g']`. */
  jvm?: string[];
  /** Where jars are kept, for all homes alike; `.cache` of the checkout when left out. */
  cache?: string;
  /** Told of what takes long at the first start on a machine: downloads, the archive of classes. */
  say?: Say;
}

/** How a running Kafka is reached; plain data, so that another process can be told. */
export interface KafkaAddress {
  brokers: string[];
}

/** A running broker. */
export interface Kafka extends KafkaAddress {
  readonly pid: number;
  readonly port: number;
  readonly logFile: string;
  /** Resolves when the process of now is gone (`restart` begins another). */
  readonly exited: Promise<ProcessEnd>;
  /** Shuts down cleanly. Resolves once it is gone. */
  stop(): Promise<void>;
  /** Sends a signal; with SIGKILL it resolves once the process is gone. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same ports and data, after `stop` or `kill`; stops it first when it runs. */
  restart(): Promise<void>;
}

/**
 * Starts one Kafka broker on 127.0.0.1, ready for clients when it resolves. Topics aren't made automatically. A process
 * that a killed parent left in this home is stopped first. The first start on a machine fetches the broker by Maven and
 * makes an archive of its classes (some 20 s); all later ones work offline.
 *
 * @param options see `KafkaOptions`
 * @returns the running broker
 * @throws Error in few lines with the way out, when Java or Maven is missing, the home is in use, a port is taken, or
 *   the broker doesn't come up
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
 * Fetches what Kafka needs and makes the archive of its classes, so that later starts are quick and offline. Does
 * nothing when all is there.
 *
 * @param options `cache` and `say` as for `startKafka`
 * @returns the Java, the folder of jars, and the options for Java
 * @throws Error in few lines with the way out, when Java or Maven is missing or the network is
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
      // Another process was quicker to take the free port.
      const taken = error instanceof Error && /Address already in use|BindException/.test(error.message);
      if (!taken || tries === 5 || (wanted.port !== undefined && wanted.controllerPort !== undefined)) throw error;
    }
  }
}
