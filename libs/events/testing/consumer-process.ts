// Consumer in a separate process, for tests that kill it. Argument: appUrl, relayUrl, brokers, group and topics as JSON.
import { Database } from '@waystation/store';
import { ConsumerHost } from '../src/consumer-host.ts';
import { KafkaBus } from '../src/kafka-bus.ts';
import type { Logger } from '../src/logger.ts';
import { CursorReactor, keepEffect } from './cursor-reactor.ts';

const { appUrl, relayUrl, brokers, group, topics } = JSON.parse(process.argv[2]!) as {
  appUrl: string;
  relayUrl: string;
  brokers: string[];
  group: string;
  topics: string[];
};
const write = (fields: object, message: string) => void process.stdout.write(`${message} ${JSON.stringify(fields)}\n`);
const logger: Logger = { info: write, warn: write, error: write };
const database = await Database.open({ appUrl, relayUrl, mappings: [] });
const host = new ConsumerHost({
  bus: new KafkaBus({ brokers, clientId: group, logger, fetchWaitMs: 100 }),
  database,
  group,
  topics,
  reactor: new CursorReactor(database, { 'waystation.workshop.v1.JobStarted': [keepEffect] }),
  logger,
  onDeath: () => process.exit(70),
});
await host.start();
