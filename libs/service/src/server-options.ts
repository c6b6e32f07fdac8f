import type { Logger } from 'pino';

/** Injection token of the `ServerOptions`. */
export const SERVER_OPTIONS = 'SERVER_OPTIONS';

/** Settings of a started service, for its gRPC server, its health and its events. */
export interface ServerOptions {
  listen: { host: string; port: number };
  log: Logger;
  /** Kafka brokers; empty if no events are sent or received. */
  brokers: readonly string[];
  /** Called on a fatal error: the process should exit so that its supervisor restarts it. */
  onDeath: (error: Error) => void;
  /** True if the service's clock is simulated, so that time may jump. */
  isTimeSimulated: boolean;
  /** Longest wait for an administrative answer of Kafka in milliseconds; 30 s if left out. */
  kafkaAdminMs?: number | undefined;
}
