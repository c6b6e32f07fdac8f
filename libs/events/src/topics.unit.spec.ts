import { publishedMessages } from '@waystation/contracts';
import { topicName } from './envelope.ts';
import {
  createTopics,
  ensureTopics,
  partitionsOf,
  topics,
  topicSettings,
  TopicsRefused,
  type TopicMaker,
} from './topics.ts';

const byName = new Map(topics.map((topic) => [topic.name, topic]));

test('partitionsOf lists exactly the topics of the protos', () => {
  const published = [...publishedMessages().values()].map(({ topic, state }) => topicName(topic, state));
  expect(published.length).toBeGreaterThan(0);
  expect(Object.keys(partitionsOf).sort()).toEqual([...new Set(published)].sort());
});

test('topics of a message belong to the service of the message', () => {
  for (const [type, { topic, state }] of publishedMessages()) {
    expect({ type, owner: byName.get(topicName(topic, state))?.owner }).toEqual({ type, owner: type.split('.')[1] });
  }
});

test('topics have unique names in a common format', () => {
  expect(byName.size).toBe(topics.length);
  for (const { name, owner } of topics) {
    expect(name).toMatch(/^[a-z]+\.([a-z]+(-[a-z]+)*\.(events|state)|dlq)\.v[1-9]$/);
    expect(name.split('.')[0]).toBe(owner);
  }
});

test('topicSettings keep events for 30 days and the newest message of a state', () => {
  expect(topicSettings(byName.get('workshop.visit.events.v1')!)).toMatchObject({
    'cleanup.policy': 'delete',
    'retention.ms': '2592000000',
  });
  expect(topicSettings(byName.get('network.staff.state.v1')!)).toMatchObject({ 'cleanup.policy': 'compact' });
});

test('createTopics creates only missing topics', async () => {
  const made: { name: string; partitions: number }[] = [];
  const maker: TopicMaker = {
    listTopics: async () => new Set(topics.slice(2).map(({ name }) => name)),
    makeTopics: async (wanted) => void made.push(...wanted),
  };
  const missing = topics.slice(0, 2).map(({ name }) => name);
  await expect(createTopics(maker, { partitionsMax: 2 })).resolves.toEqual(missing);
  expect(made.map(({ name, partitions }) => [name, partitions])).toEqual(missing.map((name) => [name, 2]));
});

describe('ensureTopics', () => {
  const names = topics.slice(0, 3).map(({ name }) => name);
  const logger = { info: () => {}, warn: () => {}, error: () => {} };
  const never = new AbortController().signal;
  const refusing = (isForbidden: boolean): TopicMaker => ({
    listTopics: async () => new Set(),
    makeTopics: () => Promise.reject(new TopicsRefused('refused by the broker', isForbidden, undefined)),
  });

  test('creates each topic once for several callers at the same time', async () => {
    const there = new Set<string>();
    const made: string[] = [];
    const maker: TopicMaker = {
      listTopics: async () => new Set(there),
      makeTopics: async (wanted) => {
        await new Promise((resolve) => setTimeout(resolve, 10));
        for (const { name } of wanted) there.add(name);
        made.push(...wanted.map(({ name }) => name));
      },
    };
    const wanted = [names, names.slice(0, 2), [...names, 'topics.of-nobody.events.v1']];
    await Promise.all(wanted.map((each) => ensureTopics(maker, each, { logger, signal: never })));
    expect(made).toEqual(names);
  });

  test('accepts a missing permission and passes on any other refusal', async () => {
    await ensureTopics(refusing(true), names, { logger, signal: never });
    await expect(ensureTopics(refusing(false), names, { logger, signal: never })).rejects.toBeInstanceOf(TopicsRefused);
  });

  test('stops waiting when the signal aborts', async () => {
    const stopping = new AbortController();
    const hanging: TopicMaker = { listTopics: () => new Promise(() => {}), makeTopics: async () => {} };
    const first = ensureTopics(hanging, names, { logger, signal: stopping.signal });
    const second = ensureTopics(hanging, names, { logger, signal: stopping.signal });
    stopping.abort(new Error('the service stops'));
    await expect(first).rejects.toThrow('the service stops');
    await expect(second).rejects.toThrow('the service stops');
  });
});
