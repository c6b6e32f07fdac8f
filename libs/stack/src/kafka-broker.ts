import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Java } from './java.ts';
import { kafkaAnswers } from './kafka-answers.ts';
import { KAFKA_TEMPLATES } from './kafka-files.ts';
import { brokerSettings, propertiesText, type KafkaSettings } from './kafka-properties.ts';
import { startProcess, type ProcessHandle } from './processes.ts';
import { run } from './run.ts';

/** Long enough for recovery after a crash on a slow machine. */
const READY_WITHIN_MS = 90_000;
/** For frequent starts on few cores: a heap that shrinks again, serial collector, fast compiler only. */
const JVM = [
  '-Xms48m',
  '-Xmx512m',
  '-XX:MinHeapFreeRatio=10',
  '-XX:MaxHeapFreeRatio=25',
  '-Xss256k',
  '-XX:ReservedCodeCacheSize=48m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
];
/** Without it, each of 80 threads would allocate from a separate arena. */
const ENVIRONMENT = { MALLOC_ARENA_MAX: '2' };

/** Specification of a broker. */
export interface BrokerSpec {
  java: Java;
  jars: string;
  /** Directory of configuration and data. */
  directory: string;
  port: number;
  controllerPort: number;
  settings?: KafkaSettings;
  /** Further options for Java; they override the defaults. */
  jvm?: string[];
  logFile: string;
  pidFile?: string;
  stopWithinMs: number;
}

/**
 * Path of a broker's configuration, which also identifies the process by its command line.
 *
 * @param directory directory of the broker
 * @returns the path
 */
export function brokerConfiguration(directory: string): string {
  return join(directory, 'server.properties');
}

/**
 * Starts one broker and formats its data directory if needed.
 *
 * @param spec see `BrokerSpec`
 * @returns the process, once the broker answers and lists itself as live
 * @throws Error of a few lines if it does not start
 */
export async function startBroker(spec: BrokerSpec): Promise<ProcessHandle> {
  const configuration = brokerConfiguration(spec.directory);
  const dataDirectory = join(spec.directory, 'data');
  mkdirSync(spec.directory, { recursive: true });
  writeFileSync(configuration, propertiesText(brokerSettings({ ...spec, dataDirectory }, spec.settings)));
  const jvm = [
    ...JVM,
    `-Dlog4j2.configurationFile=${join(KAFKA_TEMPLATES, 'log4j2.properties')}`,
    ...(spec.jvm ?? []),
    '-cp',
    `${spec.jars}/*`,
  ];
  await format(spec, dataDirectory, [...jvm, 'kafka.tools.StorageTool']);
  return startProcess({
    name: 'Kafka',
    command: spec.java.command,
    args: [...jvm, 'kafka.Kafka', configuration],
    cwd: spec.directory,
    env: { ...process.env, ...ENVIRONMENT },
    logFile: spec.logFile,
    pidFile: spec.pidFile,
    ready: () => kafkaAnswers(spec.port),
    readyWithinMs: READY_WITHIN_MS,
    stopWithinMs: spec.stopWithinMs,
  });
}

/** Formats the data directory. Writes the marker last, so that an interrupted formatting is repeated. */
async function format(spec: BrokerSpec, dataDirectory: string, tool: string[]): Promise<void> {
  const mark = join(spec.directory, 'formatted');
  if (existsSync(mark)) return;
  rmSync(dataDirectory, { recursive: true, force: true });
  const cluster = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');
  const args = ['format', '-t', cluster.replace(/^-/, 'A'), '-c', brokerConfiguration(spec.directory)];
  await run("formatting Kafka's data directory", spec.java.command, [...tool, ...args], { cwd: spec.directory });
  writeFileSync(mark, '');
}
