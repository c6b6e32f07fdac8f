import { javaMajor } from './java.ts';
import { brokerPorts } from './kafka-answers.ts';
import { brokerSettings, propertiesText } from './kafka-properties.ts';

test('javaMajor reads the version from the output of java -version', () => {
  expect(javaMajor('openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime …')).toBe(17);
  expect(javaMajor('java version "1.8.0_402"')).toBe(8);
  expect(javaMajor('openjdk version "25" 2025-09-16')).toBe(25);
  expect(javaMajor('bash: java: not found')).toBeUndefined();
});

test('brokerSettings listen on loopback only and disable automatic topics', () => {
  const settings = brokerSettings({ port: 1, controllerPort: 2, dataDirectory: '/d' });
  expect(settings['listeners']).toBe('PLAINTEXT://127.0.0.1:1,CONTROLLER://127.0.0.1:2');
  expect(settings['auto.create.topics.enable']).toBe(false);
});

test('brokerSettings are overridden by given settings', () => {
  const settings = brokerSettings({ port: 1, controllerPort: 2, dataDirectory: '/d' }, { 'num.partitions': 3 });
  expect(settings['num.partitions']).toBe(3);
});

test('brokerSettings refuse a data directory with a comma, which Kafka would read as two', () => {
  expect(() => brokerSettings({ port: 1, controllerPort: 2, dataDirectory: '/a,b' })).toThrow('comma');
});

test('propertiesText escapes values for a Java properties file', () => {
  expect(propertiesText({ a: 'C:\\x', b: '/家' })).toBe('a=C:\\\\x\nb=/\\u5bb6\n');
});

test('brokerPorts reads the ports from an answer and none from a truncated one', () => {
  const host = Buffer.from('127.0.0.1');
  const bytes = Buffer.alloc(12 + 4 + 2 + host.length + 4 + 2);
  bytes.writeInt32BE(bytes.length - 4, 0);
  bytes.writeInt32BE(7, 4);
  bytes.writeInt32BE(1, 8);
  bytes.writeInt32BE(1, 12);
  bytes.writeInt16BE(host.length, 16);
  host.copy(bytes, 18);
  bytes.writeInt32BE(29292, 18 + host.length);
  bytes.writeInt16BE(-1, 22 + host.length);
  expect(brokerPorts(bytes)).toEqual([29292]);
  expect(brokerPorts(bytes.subarray(0, 14))).toEqual([]);
});
