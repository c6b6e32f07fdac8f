import type { Logger } from 'pino';

/** Nest's token of the `ServerOptions`. */
export const SERVER_OPTIONS = 'SERVER_OPTIONS';

/** Settings of a started service, for its gRPC server, its health and its events. */
export interface ServerOptions {
  listen: { host: string; port: number };
  log: Logger;
  /** Log of the process, for gRPC's library, which has one per process. */
  processLog: Logger;
  /** Brokers of Kafka; empty where no events go in or out. */
  brokers: readonly string[];
  /** Called when the service can not go on, so that its process ends and its supervisor starts another. */
  onDeath: (error: Error) => void;
  /** Longest wait for an administrative answer of Kafka, in milliseconds; 30 s when left out. */
  kafkaAdminMs?: number | undefined;
}
