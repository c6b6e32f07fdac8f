import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Java } from './java.ts';
import { kafkaAnswers } from './kafka-answers.ts';
import { KAFKA_TEMPLATES } from './kafka-files.ts';
import { brokerSettings, propertiesText, type KafkaSettings } from './kafka-properties.ts';
import { startProcess, type ProcessHandle } from './processes.ts';
import { run } from './run.ts';

/** Recovery after a crash and a slow machine are part of a start. */
const READY_WITHIN_MS = 90_000;
/** Started often and on few cores: a heap that shrinks again, a collector without threads, only the quick compiler. */
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
/** Its 80 threads would each allocate from memory of their own. */
const ENVIRONMENT = { MALLOC_ARENA_MAX: '2' };

/** A broker about to be started. */
export interface BrokerSpec {
  java: Java;
  jars: string;
  /** Holds its configuration and data. */
  directory: string;
  port: number;
  controllerPort: number;
  settings?: KafkaSettings;
  /** More options for Java; later ones win over those made here. */
  jvm?: string[];
  logFile: string;
  pidFile?: string;
  stopWithinMs: number;
}

/**
 * @param directory a broker's directory
 * @returns the path of its configuration, which stands in its command line and marks it as ours
 */
export function brokerConfiguration(directory: string): string {
  return join(directory, 'server.properties');
}

/**
 * Starts one broker; prepares its data directory when it has none.
 *
 * @param spec see `BrokerSpec`
 * @returns the process, once the broker answers and counts itself as alive
 * @throws Error in few lines when it doesn't come up
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

/** The mark is written last: a data directory whose preparation was interrupted is made again. */
async function format(spec: BrokerSpec, dataDirectory: string, tool: string[]): Promise<void> {
  const mark = join(spec.directory, 'formatted');
  if (existsSync(mark)) return;
  rmSync(dataDirectory, { recursive: true, force: true });
  const cluster = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');
  const args = ['format', '-t', cluster.replace(/^-/, 'A'), '-c', brokerConfiguration(spec.directory)];
  await run("preparing Kafka's data directory", spec.java.command, [...tool, ...args], { cwd: spec.directory });
  writeFileSync(mark, '');
}
