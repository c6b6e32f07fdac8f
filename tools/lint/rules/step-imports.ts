import { noImport } from '../rule.ts';

export default noImport(
  /^(@mikro-orm\/|@grpc\/|@opentelemetry\/|pino(-|\/|$)|kafkajs|pg(-|\/|$)|uuid(\/|$)|node:)/,
  "A step takes its stores in the constructor, and time, ids and actor from the call; logs, spans, clients and transactions are the runner's.",
);
