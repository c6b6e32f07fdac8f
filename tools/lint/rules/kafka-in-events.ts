import { noImport } from '../rule.ts';

export default noImport(
  /^kafkajs(\/|$)/,
  'Only libs/events uses Kafka: publish from the model with this.step(...), consume in a file of reactions/.',
);
