import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CrashPoint } from '@waystation/store';
import { testDataKeysText } from '@waystation/testing';
import { freePort, startProcess, type ProcessHandle } from '@waystation/stack';

/** Settings of a service's process, the same for each start. */
export interface ServiceProcessOptions {
  app: string;
  urls: { app: string; relay: string };
  brokers: readonly string[];
  publicKeyPem: string;
  /** Further settings. */
  env?: Readonly<Record<string, string>>;
  /** Arguments for Node, such as a preload. */
  nodeArgs?: readonly string[];
}

/** Addresses without a server: the measured and killed steps call no other service. */
const backends = Object.fromEntries(
  ['APPOINTMENTS', 'RECEPTION', 'WORKSHOP', 'PARTS', 'CRM'].map((name) => [
    `WAYSTATION_${name}_ADDRESS`,
    '127.0.0.1:9',
  ]),
);

/** Service of this repository as a separate process, started from its build. */
export class ServiceProcess {
  readonly #options: ServiceProcessOptions;
  readonly #folder: string;
  readonly port: number;
  #process: ProcessHandle | undefined;

  private constructor(options: ServiceProcessOptions, folder: string, port: number) {
    this.#options = options;
    this.#folder = folder;
    this.port = port;
  }

  static async prepare(options: ServiceProcessOptions): Promise<ServiceProcess> {
    const folder = mkdtempSync(join(tmpdir(), 'waystation-process-'));
    writeFileSync(join(folder, 'key.pem'), options.publicKeyPem);
    return new ServiceProcess(options, folder, await freePort());
  }

  /** @param crashAt point at which the process kills itself, the first time it gets there */
  async start(crashAt?: CrashPoint): Promise<void> {
    const { app, urls, brokers, env, nodeArgs = [] } = this.#options;
    const logFile = join(this.#folder, 'log');
    writeFileSync(logFile, '');
    this.#process = await startProcess({
      name: app,
      command: process.execPath,
      args: ['--max-semi-space-size=2', ...nodeArgs, `apps/${app}/dist/main.js`],
      cwd: process.cwd(),
      logFile,
      env: {
        PATH: process.env['PATH'],
        WAYSTATION_DATABASE_APP_URL: urls.app,
        WAYSTATION_DATABASE_RELAY_URL: urls.relay,
        WAYSTATION_KAFKA_BROKERS: brokers.join(','),
        WAYSTATION_GRPC_PORT: String(this.port),
        WAYSTATION_TOKEN_PUBLIC_KEY: join(this.#folder, 'key.pem'),
        WAYSTATION_DATA_KEYS: testDataKeysText,
        ...backends,
        ...env,
        ...(crashAt && { WAYSTATION_CRASH_AT: crashAt }),
      },
      ready: async () => readFileSync(logFile, 'utf8').includes('"msg":"ready"'),
      readyWithinMs: 20_000,
    });
  }

  /** Resident memory of the process, in MB. */
  get memoryMb(): number {
    const status = readFileSync(`/proc/${this.#process!.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)![1]) / 1024;
  }

  /** Time from the process's first instruction to ready in milliseconds, from its log. */
  get readyMs(): number {
    const line = readFileSync(join(this.#folder, 'log'), 'utf8')
      .split('\n')
      .find((each) => each.includes('"msg":"ready"'))!;
    return (JSON.parse(line) as { ms: number }).ms;
  }

  /** Resolves to the signal once the process has ended. */
  async died(): Promise<NodeJS.Signals | null> {
    const { signal } = await this.#process!.exited;
    return signal;
  }

  async stop(): Promise<void> {
    await this.#process?.stop();
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
