import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startInfrastructure, type Infrastructure, type ProcessHandle } from '@waystation/stack';
import { noteHome } from '../running-stack.ts';
import { makeNetwork } from './demo-network.ts';
import { startProcesses, type Addresses } from './processes.ts';
import { networkOf } from './network-plan.ts';
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

/** Whole platform on this machine: build, PostgreSQL, Kafka, all processes, demo network. */
export class Stack {
  readonly #plan: StackPlan;
  readonly #processes = new Map<string, ProcessHandle>();
  #infrastructure: Infrastructure | undefined;
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
    say('Building the services (about a minute the first time) ...');
    const [infrastructure, secrets] = await Promise.all([
      startInfrastructure({ home, kafka: { say } }).then((started) => {
        this.#infrastructure = started;
        say(`PostgreSQL is up on port ${started.postgres.port}, Kafka on port ${started.kafka!.port}`);
        return started;
      }),
      secretsOf(home),
      build().then(() => say('Built')),
    ]);
    this.#secrets = secrets;
    const started = (process_: ProcessHandle) => {
      this.#processes.set(process_.name, process_);
      say(`${process_.name} is up`);
      this.#plan.started(process_);
    };
    say('Starting the services ...');
    this.#addresses = await startProcesses({ home, port, peopleFile, infrastructure, secrets, separate, started });
    const file = join(home, 'stack.json');
    const written = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, `${JSON.stringify({ ...written, ...this.#addresses }, null, 2)}\n`);
    noteHome(home);
    await makeNetwork({ home, entrance: this.entrance, peopleFile, plan, say });
  }

  /** Available once started. */
  get infrastructure(): Infrastructure {
    return this.#infrastructure!;
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
    await this.#infrastructure?.stop();
  }
}

async function build(): Promise<void> {
  const options = { maxBuffer: 20_000_000 };
  const [built] = await Promise.allSettled([
    promisify(execFile)('nx', ['run-many', '-t', 'build', '--outputStyle=static'], options),
  ]);
  if (built.status === 'fulfilled') return;
  const { stdout, stderr } = built.reason as { stdout: string; stderr: string };
  throw new Error(`The build failed:\n${stdout}${stderr}`.slice(0, 4_000));
}
