import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { removeHome, startInfrastructure, type Kafka, type Postgres } from '@waystation/stack';
import { Database, migrate } from '@waystation/store';
import type { IncomingMessage } from '../src/bus.ts';
import { KafkaBus } from '../src/kafka-bus.ts';
import type { Logger } from '../src/logger.ts';
import { createTopics, type Topic } from '../src/topics.ts';
import { effectMigration } from './cursor-reactor.ts';

/** Logger that records its lines for assertions. */
export class Noted implements Logger {
  readonly lines: { level: string; message: string; fields: Record<string, unknown> }[] = [];
  readonly info = this.#at('info');
  readonly warn = this.#at('warn');
  readonly error = this.#at('error');
  readonly alarm = this.#at('alarm');

  #at(level: string) {
    return (fields: object, message: string) =>
      void this.lines.push({ level, message, fields: fields as Record<string, unknown> });
  }

  /** Messages of a level. */
  of(level: string): string[] {
    return this.lines.filter((line) => line.level === level).map(({ message }) => message);
  }
}

/** A script of this folder in a separate process. */
export class ChildScript {
  /** Signal or exit code of the process. */
  readonly end: Promise<string | number | null>;
  readonly #process: ChildProcess;
  #said = '';

  constructor(script: string, about: object, env: Record<string, string>) {
    const path = fileURLToPath(new URL(script, import.meta.url));
    const args = ['--no-warnings', '--conditions=waystation-source', path, JSON.stringify(about)];
    this.#process = spawn(process.execPath, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#process.stdout!.on('data', (chunk: Buffer) => void (this.#said += chunk.toString()));
    this.end = new Promise((resolve) => this.#process.on('exit', (code, signal) => resolve(signal ?? code)));
  }

  /** Waits until the process has written a text. */
  says(text: string): Promise<void> {
    return until(text, () => this.#said.includes(text));
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }
}

/** Temporary PostgreSQL and Kafka. */
export class TestStack {
  readonly log = new Noted();
  readonly #home = mkdtempSync(join(tmpdir(), 'waystation-events-'));
  postgres!: Postgres;
  kafka!: Kafka;
  bus!: KafkaBus;
  readonly #superusers = new Map<string, Database>();
  readonly #open: { close(): Promise<void> }[] = [];
  readonly #children: ChildScript[] = [];

  async start(): Promise<void> {
    const stack = await startInfrastructure({ home: this.#home, postgres: { fsync: false } });
    this.postgres = stack.postgres;
    this.kafka = stack.kafka!;
    this.bus = new KafkaBus({ brokers: this.kafka.brokers, clientId: 'test', logger: this.log, fetchWaitMs: 100 });
  }

  /** Creates the database of a service. */
  async database(service: string): Promise<Database> {
    await migrate({ adminUrl: this.postgres.url('postgres'), service, migrations: [effectMigration] });
    return this.open(service);
  }

  /** Opens another connection pool to the database of a service. */
  async open(service: string, options: { statementTimeoutMs?: number } = {}): Promise<Database> {
    const database = await Database.open({ ...this.urls(service), mappings: [], ...options });
    this.#open.push(database);
    return database;
  }

  urls(service: string): { appUrl: string; relayUrl: string } {
    return {
      appUrl: this.postgres.url(service, `${service}_app`),
      relayUrl: this.postgres.url(service, `${service}_relay`),
    };
  }

  /** Function that runs statements as superuser. */
  async superuser(database = 'postgres'): Promise<(sql: string) => Promise<unknown[]>> {
    if (!this.#superusers.has(database)) {
      const urls = { appUrl: this.postgres.url(database), relayUrl: this.postgres.url(database) };
      const opened = await Database.open({ ...urls, mappings: [], poolSize: 1 });
      this.#superusers.set(database, opened);
      this.#open.push(opened);
    }
    return async (sql) => (await this.#superusers.get(database)!.app.query(sql)).rows as unknown[];
  }

  /** Creates topics for tests. */
  async topics(names: readonly string[], partitions = 2): Promise<void> {
    const only = names.map((name): Topic => ({
      name,
      kind: name.includes('.state.') ? 'state' : 'events',
      owner: 'test',
      partitions,
      retentionMs: 86_400_000,
    }));
    await createTopics(this.bus, { only });
  }

  /** All messages of a topic, in order within each partition. */
  async read(topic: string): Promise<IncomingMessage[]> {
    const ends = new Map(
      (await this.bus.ends(topic))
        .filter(({ low, high }) => high > low)
        .map(({ partition, high }) => [partition, high]),
    );
    const messages: IncomingMessage[] = [];
    if (ends.size === 0) return messages;
    let finish!: () => void;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const subscription = await this.bus.consume({
      group: `read.${Math.random()}`,
      topics: [topic],
      handle: async (batch) => {
        messages.push(...batch.messages);
        const { offset } = batch.messages.at(-1)!;
        batch.resolve(offset);
        if (offset + 1n >= (ends.get(batch.partition) ?? 0n)) ends.delete(batch.partition);
        if (ends.size === 0) finish();
      },
      onDeath: (error) => {
        throw error;
      },
    });
    await finished;
    await subscription.close();
    return messages;
  }

  /** Starts a script of this folder in a process that the test can kill. */
  childProcess(script: string, about: object, env: Record<string, string> = {}): ChildScript {
    const child = new ChildScript(script, { ...about, brokers: this.kafka.brokers }, env);
    this.#children.push(child);
    return child;
  }

  /** Kills processes left by a failed test, which would disturb the next test and keep the test worker alive. */
  async killChildren(): Promise<void> {
    const children = this.#children.splice(0);
    for (const child of children) child.kill();
    await Promise.all(children.map(({ end }) => end));
  }

  async stop(): Promise<void> {
    await this.killChildren();
    await Promise.all(this.#open.map((each) => each.close()));
    await Promise.all([this.postgres?.stop(), this.kafka?.stop()]);
    removeHome(this.#home);
  }
}

/** Waits until a condition holds. @throws Error after the time limit */
export async function until(what: string, holds: () => Promise<boolean> | boolean, ms = 15_000): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not within ${ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
