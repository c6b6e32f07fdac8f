import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startKafka, type Kafka, type KafkaAddress, type KafkaOptions } from './kafka.ts';
import { startPostgres, type Postgres, type PostgresAddress, type PostgresOptions } from './postgres.ts';

/** Options of `startInfrastructure`. */
export interface InfrastructureOptions {
  /** Directory of both; created if missing. */
  home: string;
  /** Options as for `startPostgres`. */
  postgres?: Omit<PostgresOptions, 'home'>;
  /** False starts PostgreSQL alone; otherwise options as for `startKafka`. */
  kafka?: boolean | Omit<KafkaOptions, 'home'>;
}

/** Addresses of the processes of a home, as in `stack.json`. */
export interface InfrastructureAddresses {
  postgres: PostgresAddress;
  kafka?: KafkaAddress;
}

/** Running PostgreSQL and, unless disabled, Kafka. */
export interface Infrastructure {
  home: string;
  postgres: Postgres;
  kafka?: Kafka;
  /** Stops both and removes `stack.json`. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL and Kafka concurrently and writes their addresses to `stack.json` in the home.
 *
 * @param options see `InfrastructureOptions`
 * @returns both, ready for clients
 * @throws the error of `startPostgres` or `startKafka`; the other one is stopped then
 */
export async function startInfrastructure(options: InfrastructureOptions): Promise<Infrastructure> {
  const home = resolve(options.home);
  mkdirSync(home, { recursive: true, mode: 0o755 });
  const wantsKafka = options.kafka !== false;
  const kafkaOptions = typeof options.kafka === 'object' ? options.kafka : {};
  const [postgres, kafka] = await Promise.allSettled([
    startPostgres({ ...options.postgres, home }),
    wantsKafka ? startKafka({ ...kafkaOptions, home }) : undefined,
  ]);
  if (postgres.status === 'rejected' || kafka.status === 'rejected') {
    const started = [postgres, kafka].map((one) => (one.status === 'fulfilled' ? one.value : undefined));
    await Promise.all(started.map((one) => one?.stop()));
    const failures = [postgres, kafka].flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
    if (failures.length === 1) throw failures[0];
    throw new AggregateError(failures, failures.map((failure) => failure.message).join('\n'));
  }

  const running = { postgres: postgres.value, kafka: kafka.value };
  const { host, port, superuser } = running.postgres;
  const brokers = running.kafka?.brokers;
  writeAddresses(home, { postgres: { host, port, superuser }, ...(brokers && { kafka: { brokers } }) });
  return {
    home,
    ...running,
    stop: async () => {
      rmSync(addressesFile(home), { force: true });
      await Promise.all([running.postgres.stop(), running.kafka?.stop()]);
    },
  };
}

/**
 * Addresses of the processes of a home.
 *
 * @param home a home directory
 * @returns the content of `stack.json`; undefined without one. After a crash of the starter, the processes may have ended.
 */
export function readInfrastructure(home: string): InfrastructureAddresses | undefined {
  try {
    return JSON.parse(readFileSync(addressesFile(resolve(home)), 'utf8')) as InfrastructureAddresses;
  } catch {
    return undefined;
  }
}

/** Writes `stack.json` with a rename, so that a reader never finds an incomplete file. */
function writeAddresses(home: string, addresses: InfrastructureAddresses): void {
  const file = addressesFile(home);
  writeFileSync(`${file}.new`, `${JSON.stringify(addresses, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

function addressesFile(home: string): string {
  return join(home, 'stack.json');
}
