// Process that publishes events with kafkajs alone, as many and as large as those of visits.
import { Kafka, logLevel } from 'kafkajs';
import { textOf } from './peer-script.ts';

/** Message to this process; it answers with the number of visits whose events it sent. */
export interface ProducerOrder {
  brokers: string[];
  topic: string;
  seconds: number;
  /** Sends of a visit, each awaited: one for each command that published something. */
  sends: number;
  events: number;
  payloadBytes: number;
  headerBytes: number;
  headers: number;
}

const callers = 8;

async function produce(order: ProducerOrder): Promise<number> {
  const { brokers, topic, seconds, sends, events, payloadBytes, headerBytes, headers } = order;
  const kafka = new Kafka({ brokers, clientId: 'bench-peer', logLevel: logLevel.ERROR });
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  const value = textOf(Math.round(payloadBytes));
  const names = Array.from({ length: headers }, (_, index) => `ce_header${index}`);
  const each = textOf(Math.max(1, Math.round(headerBytes / Math.max(1, headers)) - 12));
  const until = performance.now() + seconds * 1000;
  let sent = 0;
  let visit = 0;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() < until) {
        visit += 1;
        const key = `00000000-0000-4000-8000-${String(visit).padStart(12, '0')}`;
        for (let send = 0; send < sends && performance.now() < until; send++) {
          const count = Math.floor(((send + 1) * events) / sends) - Math.floor((send * events) / sends);
          const message = () => ({ key, value, headers: Object.fromEntries(names.map((name) => [name, each])) });
          await producer.send({ topic, acks: -1, messages: Array.from({ length: count }, message) });
          sent += count;
        }
      }
    }),
  );
  await producer.disconnect();
  return sent / events;
}

process.on('message', (order: ProducerOrder) => {
  void produce(order).then(
    (visits) => process.send!({ visits }, () => process.disconnect()),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
