import type { Logger } from 'pino';
import type { StatesOfProcess } from './states-of-process.ts';

/** Injection token of the `ServerOptions`. */
export const SERVER_OPTIONS = 'SERVER_OPTIONS';

/** Settings of a started service, for its gRPC server, its health and its events. */
export interface ServerOptions {
  listen: { host: string; port: number };
  log: Logger;
  /** Log of the process, for the gRPC library, which has one logger per process. */
  processLog: Logger;
  /** State consumers shared with other services of the process; undefined for separate ones. */
  states: StatesOfProcess | undefined;
  /** Kafka brokers; empty if no events are sent or received. */
  brokers: readonly string[];
  /** Called on a fatal error: the process should exit so that its supervisor restarts it. */
  onDeath: (error: Error) => void;
  /** True if the service's clock is simulated, so that time may jump. */
  isTimeSimulated: boolean;
  /** Longest wait for an administrative answer of Kafka in milliseconds; 30 s if left out. */
  kafkaAdminMs?: number | undefined;
}
