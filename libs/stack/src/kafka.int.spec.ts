import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import kafkajs from 'kafkajs';
import { prepareKafka, readInfrastructure, removeHome, startInfrastructure, type Infrastructure } from './index.ts';

const { Kafka: Client, logLevel } = kafkajs;
const home = mkdtempSync(join(tmpdir(), 'waystation-kafka-'));
let stack: Infrastructure;

function client(): kafkajs.Kafka {
  const retry = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 60 };
  return new Client({ clientId: 'test', brokers: stack.kafka?.brokers ?? [], logLevel: logLevel.NOTHING, retry });
}

async function received(groupId: string): Promise<string[]> {
  const consumer = client().consumer({ groupId, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic: 'letters', fromBeginning: true });
  const value = await new Promise<string>((resolve, reject) => {
    consumer.run({ eachMessage: async ({ message }) => resolve(message.value?.toString() ?? '') }).catch(reject);
  });
  await consumer.disconnect();
  return [value];
}

beforeAll(async () => {
  // The first run on a machine fetches the broker, which takes longer than a start.
  await prepareKafka();
  stack = await startInfrastructure({ home, postgres: { fsync: false } });
}, 120_000);

afterAll(async () => {
  await stack?.stop();
  removeHome(home);
}, 30_000);

test('startInfrastructure starts Kafka beside PostgreSQL and writes its address to stack.json', () => {
  expect(readInfrastructure(home)?.kafka).toEqual({ brokers: stack.kafka?.brokers });
});

test('Kafka does not create topics automatically', async () => {
  const admin = client().admin();
  await admin.connect();
  await expect(admin.listTopics()).resolves.toEqual([]);
  await admin.disconnect();
});

test('Kafka delivers a message and keeps it after kill -9 of the broker', async () => {
  const admin = client().admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: 'letters', numPartitions: 1 }], waitForLeaders: true });
  await admin.disconnect();
  const producer = client().producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
  await producer.connect();
  await producer.send({ topic: 'letters', acks: -1, messages: [{ key: 'a', value: 'dear station' }] });
  await producer.disconnect();
  await expect(received('before')).resolves.toEqual(['dear station']);

  const before = stack.kafka?.pid;
  await stack.kafka?.kill('SIGKILL');
  await stack.kafka?.restart();
  expect(stack.kafka?.pid).not.toBe(before);
  await expect(received('after')).resolves.toEqual(['dear station']);
}, 60_000);
