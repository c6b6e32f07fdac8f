import { noImport } from '../rule.ts';

export default noImport(
  /^kafkajs(\/|$)/,
  'Only libs/events talks to Kafka: publish from the model by this.step(...), consume by a file in reactions/.',
);
