import { noImport } from '../rule.ts';

export default noImport(
  /^(@mikro-orm\/|@grpc\/|@opentelemetry\/|pino(-|\/|$)|kafkajs|pg(-|\/|$)|uuid(\/|$)|node:)/,
  'A step gets its stores from the constructor, and time, ids and actor from the call. The runner handles logs, spans, clients and transactions.',
);
