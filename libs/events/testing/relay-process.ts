// Relay in a separate process, for tests that kill it. Argument: appUrl, relayUrl and brokers as JSON.
import { Database } from '@waystation/store';
import { KafkaBus } from '../src/kafka-bus.ts';
import type { Logger } from '../src/logger.ts';
import { Relay } from '../src/relay.ts';

const { appUrl, relayUrl, brokers } = JSON.parse(process.argv[2]!) as {
  appUrl: string;
  relayUrl: string;
  brokers: string[];
};
const write = (fields: object, message: string) => void process.stdout.write(`${message} ${JSON.stringify(fields)}\n`);
const logger: Logger = { info: write, warn: write, error: write };
const database = await Database.open({ appUrl, relayUrl, mappings: [] });
new Relay({
  database,
  bus: new KafkaBus({ brokers, clientId: 'relay', logger }),
  logger,
  standbyMs: 50,
  pollMs: 50,
}).start();
