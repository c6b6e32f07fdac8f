import { fork } from 'node:child_process';
import {
  createDatabase,
  dropDatabase,
  startInfrastructure,
  type Infrastructure,
  type Postgres,
} from '@waystation/stack';
import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';
import { allStats, cpuBelow } from '../../machine/platform-processes.ts';
import { ticksPerSecond } from '../../machine/proc.ts';
import { pgbench } from '../../pgbench.ts';
import { peerScript, peerTables, stateRows, textOf, type PeerVisit } from './peer-script.ts';
import type { ProducerOrder } from './peer-producer.ts';

/** Processor seconds of the peer for one visit. */
export interface PeerCpu {
  /** pgbench and PostgreSQL, with a round trip for each statement. */
  statements: number;
  /** pgbench and PostgreSQL, with a round trip for each transaction. */
  pipeline: number;
  /** kafkajs and the broker. */
  events: number;
  /** Rows written for a visit. */
  rows: number;
  /** Microseconds of pgbench and PostgreSQL for a fixed transaction: calibrates PostgreSQL on the machine. */
  fixedMicros: number;
}

export interface PeerOptions {
  home: string;
  visit: PeerVisit;
  events: { count: number; payloadBytes: number; headerBytes: number; headers: number };
  /** Of each measurement. */
  seconds: number;
}

const callers = 8;
const warmUpSeconds = 4;
const database = 'bench_peer';
const topic = 'bench.peer.events';

/** Writes the same rows and events with pgbench and kafkajs alone, on the PostgreSQL and Kafka of a platform that is stopped. */
export async function measurePeer(options: PeerOptions): Promise<PeerCpu> {
  const infrastructure = await startInfrastructure({ home: options.home });
  try {
    return await measure(infrastructure, options);
  } finally {
    await infrastructure.stop();
  }
}

async function measure({ postgres, kafka }: Infrastructure, options: PeerOptions): Promise<PeerCpu> {
  const { visit, events, seconds } = options;
  const url = postgres.url(database);
  await prepare(postgres);
  const rows = async (isPipeline: boolean) => {
    const { script, variables } = peerScript(visit, isPipeline);
    const truncate = () => run(url, 'truncate peer_row'); // each run numbers its rows from the start
    await truncate();
    await pgbench({ url, script, callers, variables, seconds: warmUpSeconds });
    await truncate();
    return cpuFor(postgres.pid, async () => seconds * (await pgbench({ url, script, callers, variables, seconds })));
  };
  const fixed = `\\set n random(1, ${stateRows})\nbegin;\nupdate peer_state set body = :b where id = :n::bigint;\nselect body from peer_state where id = :n::bigint;\ncommit;\n`;
  const fixedMicros = await cpuFor(postgres.pid, async () => {
    const variables = { b: textOf(400) };
    return seconds * (await pgbench({ url, script: fixed, callers, variables, seconds }));
  });
  const statements = await rows(false);
  const pipeline = await rows(true);

  const { brokers } = kafka!;
  await createTopic(brokers);
  const sends = Math.min(Math.round(visit.commands), Math.ceil(events.count));
  const order = { ...events, brokers, topic, sends, events: Math.round(events.count) };
  await produce({ ...order, seconds: warmUpSeconds });
  const eventCpu = await cpuFor(kafka!.pid, () => produce({ ...order, seconds }));
  return {
    statements,
    pipeline,
    events: eventCpu,
    rows: peerScript(visit, false).rows,
    fixedMicros: fixedMicros * 1e6,
  };
}

/** Processor seconds of a server and of the children of this process that end meanwhile, for one unit of their work. */
async function cpuFor(server: number, work: () => Promise<number>): Promise<number> {
  const read = () => cpuBelow(server) + endedChildren();
  const before = read();
  const units = await work();
  return (read() - before) / units;
}

function endedChildren(): number {
  return allStats().find(({ pid }) => pid === process.pid)!.usedByEnded / ticksPerSecond;
}

async function prepare(postgres: Postgres): Promise<void> {
  await dropDatabase({ postgres, name: database });
  await createDatabase({ postgres, name: database });
  const url = postgres.url(database);
  await run(url, peerTables);
  await run(url, `insert into peer_state select n, '${textOf(400)}' from generate_series(1, ${stateRows}) n`);
  await run(url, 'vacuum analyze');
  await run(url, 'checkpoint');
}

async function run(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

async function createTopic(brokers: string[]): Promise<void> {
  const admin = new Kafka({ brokers, clientId: 'bench-peer', logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    await admin.createTopics({ topics: [{ topic, numPartitions: 6 }], waitForLeaders: true });
  } finally {
    await admin.disconnect();
  }
}

function produce(order: ProducerOrder): Promise<number> {
  const child = fork(new URL('./peer-producer.ts', import.meta.url), {
    execArgv: ['--no-warnings', '--disable-warning=TimeoutNegativeWarning'],
  });
  return new Promise((resolve, reject) => {
    let visits: number | undefined;
    child.once('message', (message: { visits: number }) => (visits = message.visits));
    child.once('error', reject);
    child.once('exit', (code) => {
      if (visits === undefined) reject(new Error(`The peer's producer ended with exit code ${code}`));
      else resolve(visits);
    });
    child.send(order);
  });
}
