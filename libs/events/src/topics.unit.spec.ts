import { publishedMessages } from '@waystation/contracts';
import { topicName } from './envelope.ts';
import { createTopics, topics, topicSettings, type TopicMaker } from './topics.ts';

const byName = new Map(topics.map((topic) => [topic.name, topic]));

test('every published message has its topic in the list', () => {
  const messages = [...publishedMessages()];
  expect(messages.length).toBeGreaterThan(0);
  const without = messages.filter(([, { topic, state }]) => !byName.has(topicName(topic, state))).map(([type]) => type);
  expect(without).toEqual([]);
});

test("a message goes to a topic of its own service, so that nobody speaks in another's name", () => {
  for (const [type, { topic, state }] of publishedMessages()) {
    expect({ type, owner: byName.get(topicName(topic, state))?.owner }).toEqual({ type, owner: type.split('.')[1] });
  }
});

test('names are of one form, each once', () => {
  expect(byName.size).toBe(topics.length);
  for (const { name, owner } of topics) {
    expect(name).toMatch(/^[a-z]+\.([a-z]+(-[a-z]+)*\.(events|state)|dlq)\.v[1-9]$/);
    expect(name.split('.')[0]).toBe(owner);
  }
});

test('events are kept for 30 days, of a state the newest', () => {
  expect(topicSettings(byName.get('workshop.visit.events.v1')!)).toMatchObject({
    'cleanup.policy': 'delete',
    'retention.ms': '2592000000',
  });
  expect(topicSettings(byName.get('network.staff.state.v1')!)).toMatchObject({ 'cleanup.policy': 'compact' });
});

test('only what is missing is made', async () => {
  const made: { name: string; partitions: number }[] = [];
  const maker: TopicMaker = {
    listTopics: async () => new Set(topics.slice(2).map(({ name }) => name)),
    makeTopics: async (wanted) => void made.push(...wanted),
  };
  const missing = topics.slice(0, 2).map(({ name }) => name);
  await expect(createTopics(maker, { partitionsMax: 2 })).resolves.toEqual(missing);
  expect(made.map(({ name, partitions }) => [name, partitions])).toEqual(missing.map((name) => [name, 2]));
});
