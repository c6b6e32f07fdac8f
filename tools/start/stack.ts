import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, startKafka, startPostgres, type Kafka, type Postgres, type ProcessHandle } from '@waystation/stack';
import { noteHome } from '../running-stack.ts';
import { build } from './build.ts';
import { makeNetwork } from './demo-network.ts';
import { networkOf } from './network-plan.ts';
import { startProcesses, type Addresses } from './processes.ts';
import { secretsOf, type Secrets } from './secrets.ts';

/** Options of a platform, and its listeners. */
export interface StackPlan {
  home: string;
  port: number;
  /** True to start each service in a separate process; tests that end one need it. */
  separate: boolean;
  /** Folder of the network to create; the demo network if left out. */
  network?: string | undefined;
  say: (line: string) => void;
  /** Called for each process that runs. */
  started: (process: ProcessHandle) => void;
}

/** PostgreSQL and Kafka of a platform that runs. */
interface Infrastructure {
  postgres: Postgres;
  kafka: Kafka;
}

/** Whole platform on this machine: build, PostgreSQL, Kafka, all processes, demo network. */
export class Stack {
  readonly #plan: StackPlan;
  readonly #processes = new Map<string, ProcessHandle>();
  readonly #infrastructure: Partial<Infrastructure> = {};
  #secrets: Secrets | undefined;
  #addresses: Addresses | undefined;

  constructor(plan: StackPlan) {
    this.#plan = plan;
  }

  /** Starts the platform. @throws Error of a few lines with the cause; started processes run until `stop` */
  async start(): Promise<void> {
    const { home, port, separate, say } = this.#plan;
    const { peopleFile, plan } = networkOf(this.#plan.network);
    mkdirSync(join(home, 'log'), { recursive: true });
    rmSync(this.#addressFile, { force: true });
    const kafkaPort = await freePort();
    const kafka = startKafka({ home, port: kafkaPort, say }).then((started) => {
      this.#infrastructure.kafka = started;
      say(`Kafka is up on port ${started.port}`);
    });
    const services = async () => {
      const [postgres, secrets] = await Promise.all([
        startPostgres({ home }).then((started) => {
          this.#infrastructure.postgres = started;
          say(`PostgreSQL is up on port ${started.port}`);
          return started;
        }),
        secretsOf(home),
        build(say),
      ]);
      this.#secrets = secrets;
      const started = (process_: ProcessHandle) => {
        this.#processes.set(process_.name, process_);
        say(`${process_.name} is up`);
        this.#plan.started(process_);
      };
      say('Starting the services ...');
      // They start without a broker and find it later.
      const brokers = [`127.0.0.1:${kafkaPort}`];
      return startProcesses({ home, port, peopleFile, postgres, brokers, secrets, separate, started });
    };
    [this.#addresses] = await Promise.all([services(), kafka]);
    this.#writeAddresses();
    noteHome(home);
    await makeNetwork({ home, entrance: this.entrance, peopleFile, plan, say });
  }

  /** Available once started. */
  get infrastructure(): Infrastructure {
    return this.#infrastructure as Infrastructure;
  }

  /** Addresses and secret for signing in, available once started. */
  get entrance(): { gateway: string; issuer: string; scriptSecret: string } {
    const { gateway, issuer } = this.#addresses!;
    return { gateway, issuer, scriptSecret: this.#secrets!.scriptSecret };
  }

  /** Current process of this name. */
  process(name: string): ProcessHandle {
    return this.#processes.get(name)!;
  }

  /** Restarts a process that has ended, at the same address. @throws Error if it does not start */
  async restart(name: string): Promise<void> {
    const process_ = await this.process(name).restart();
    this.#processes.set(name, process_);
    this.#plan.started(process_);
  }

  /** Stops all processes together, then PostgreSQL and Kafka. */
  async stop(): Promise<void> {
    await Promise.allSettled([...this.#processes.values()].map((each) => each.stop()));
    rmSync(this.#addressFile, { force: true });
    const { postgres, kafka } = this.#infrastructure;
    await Promise.all([postgres?.stop(), kafka?.stop()]);
  }

  get #addressFile(): string {
    return join(this.#plan.home, 'stack.json');
  }

  /** Writes the file in one step for other commands, which find it complete or not at all. */
  #writeAddresses(): void {
    const { postgres, kafka } = this.infrastructure;
    const { host, port, superuser } = postgres;
    const addresses = { postgres: { host, port, superuser }, kafka: { brokers: kafka.brokers }, ...this.#addresses };
    writeFileSync(`${this.#addressFile}.new`, `${JSON.stringify(addresses, null, 2)}\n`);
    renameSync(`${this.#addressFile}.new`, this.#addressFile);
  }
}
