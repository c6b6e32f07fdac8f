export { DEFAULT_CACHE } from './cache.ts';
export { canListen, freePort, freePorts } from './ports.ts';
export { startProcess, type ProcessEnd, type ProcessHandle, type ProcessSpec } from './processes.ts';
export { postgresUrl, startPostgres, type Postgres, type PostgresAddress, type PostgresOptions } from './postgres.ts';
export { createDatabase, dropDatabase } from './databases.ts';
export { removeHome, whyNotRemove } from './outside.ts';
export { prepareKafka, startKafka, type Kafka, type KafkaAddress, type KafkaOptions } from './kafka.ts';
export { findMissing } from './missing.ts';
export {
  readInfrastructure,
  startInfrastructure,
  type Infrastructure,
  type InfrastructureAddresses,
  type InfrastructureOptions,
} from './stack.ts';
