import kafkajs, { type ICustomPartitioner, type Producer } from 'kafkajs';
import type { OutgoingMessage } from './bus.ts';
import { KafkaPublisher } from './kafka-publisher.ts';
import type { Logger } from './logger.ts';

const logger = { info: () => {}, warn: () => {}, error: () => {} };
const partitionMetadata = [0, 1, 2, 3].map((partitionId) => ({
  partitionId,
  leader: 1,
  isr: [1],
  replicas: [1],
  partitionErrorCode: 0,
}));

interface Answer {
  topicName: string;
  partition: number;
  errorCode: number;
}

/** A publisher with fake producers. A test may alter their answers, which a real broker cannot be made to do. */
function publisherWith(
  answer: (answers: Answer[], send: number) => Answer[] | Promise<Answer[]>,
  options: { log?: Logger; sayAfterMs?: number; connecting?: Promise<void> } = {},
) {
  const producers: { connected: number; disconnected: number; sends: number }[] = [];
  let sends = 0;
  const make = (createPartitioner: ICustomPartitioner) => {
    const state = { connected: 0, disconnected: 0, sends: 0 };
    producers.push(state);
    const partitionOf = createPartitioner();
    return {
      connect: async () => {
        await options.connecting;
        state.connected++;
      },
      disconnect: async () => void state.disconnected++,
      sendBatch: async ({ topicMessages }: { topicMessages: { topic: string; messages: { key: string }[] }[] }) => {
        state.sends++;
        const places = topicMessages.flatMap(({ topic, messages }) =>
          messages.map((message) => `${topic} ${partitionOf({ topic, message: message as never, partitionMetadata })}`),
        );
        const answers = [...new Set(places)].map((place): Answer => {
          const [topicName = '', partition] = place.split(' ');
          return { topicName, partition: Number(partition), errorCode: 0 };
        });
        return answer(answers, ++sends);
      },
    } as unknown as Producer;
  };
  return { publisher: new KafkaPublisher(make, options.log ?? logger, options.sayAfterMs), producers };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
}

const messages: OutgoingMessage[] = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((key) => ({
  topic: 't',
  key,
  value: key,
  headers: {},
}));

test('KafkaPublisher fails if the answer lacks a partition, and retries with a new producer', async () => {
  const { publisher, producers } = publisherWith((answers, send) => (send === 1 ? answers.slice(1) : answers));
  await expect(publisher.publish(messages)).rejects.toMatchObject({ name: 'PublishFailed', refused: undefined });
  await publisher.publish(messages);
  await publisher.publish(messages);
  expect(producers).toEqual([
    { connected: 1, disconnected: 1, sends: 1 },
    { connected: 1, disconnected: 0, sends: 2 },
  ]);
});

test('KafkaPublisher fails on an answer with an error code', async () => {
  const { publisher } = publisherWith((answers) => answers.map((answer) => ({ ...answer, errorCode: 6 })));
  await expect(publisher.publish(messages)).rejects.toMatchObject({ refused: undefined });
});

test('KafkaPublisher distinguishes messages and topics that the broker never accepts', async () => {
  const refuse = (type: string) => async () =>
    Promise.reject(Object.assign(new Error('wrapped'), { cause: Object.assign(new Error(type), { type }) }));
  await expect(publisherWith(refuse('MESSAGE_TOO_LARGE')).publisher.publish(messages)).rejects.toMatchObject({
    refused: 'message',
  });
  await expect(publisherWith(refuse('UNKNOWN_TOPIC_OR_PARTITION')).publisher.publish(messages)).rejects.toMatchObject({
    refused: 'topic',
  });
  await expect(publisherWith(refuse('NOT_LEADER_FOR_PARTITION')).publisher.publish(messages)).rejects.toMatchObject({
    refused: undefined,
  });
});

test('KafkaPublisher sends one batch at a time', async () => {
  let now = 0;
  let most = 0;
  const { publisher } = publisherWith(async (answers) => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setTimeout(resolve, 5));
    now--;
    return answers;
  });
  await Promise.all(Array.from({ length: 5 }, () => publisher.publish(messages)));
  expect(most).toBe(1);
});

test('KafkaPublisher logs while it waits for an answer', async () => {
  const said: object[] = [];
  const log = { ...logger, warn: (fields: object, message: string) => void said.push({ ...fields, message }) };
  let connect!: () => void;
  const { publisher } = publisherWith(() => new Promise(() => {}), {
    log,
    sayAfterMs: 10,
    connecting: new Promise((resolve) => (connect = resolve)),
  });
  const sent = publisher.publish(messages);
  await until(() => said.length > 0);
  expect(said[0]).toEqual({
    messages: 8,
    step: 'connecting',
    seconds: 0,
    message: 'publisher waits for Kafka; events are not sent meanwhile',
  });
  connect();
  await until(() => said.some((each) => 'step' in each && each.step === 'sending'));
  await publisher.close();
  await expect(sent).rejects.toMatchObject({ name: 'PublishFailed' });
  const before = said.length;
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(said).toHaveLength(before);
});

test('KafkaPublisher cancels the current send when it is closed', async () => {
  const { publisher } = publisherWith(() => new Promise(() => {}));
  const sent = publisher.publish(messages);
  await new Promise((resolve) => setTimeout(resolve, 20));
  await publisher.close();
  await expect(sent).rejects.toMatchObject({ name: 'PublishFailed' });
  await expect(publisher.publish(messages)).rejects.toMatchObject({ name: 'PublishFailed' });
});

// Vectors from Kafka's test of Utils.murmur2.
test.each([
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107],
])('the partitioner chooses the same partition as Java for %s', (key, murmur2) => {
  const many = Array.from({ length: 1_000 }, (_, partitionId) => ({
    partitionId,
    leader: 1,
    isr: [],
    replicas: [],
    partitionErrorCode: 0,
  }));
  const partition = kafkajs.Partitioners.DefaultPartitioner()({
    topic: 't',
    message: { key, value: '' },
    partitionMetadata: many,
  });
  expect(partition).toBe((murmur2 & 0x7fffffff) % 1_000);
});
