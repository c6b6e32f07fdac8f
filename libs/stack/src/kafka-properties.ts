/** Settings of a broker, by Kafka's names. */
export type KafkaSettings = Record<string, string | number | boolean>;

/**
 * Settings of a single broker that is also its controller, on loopback only.
 *
 * @param where `port` for clients, `controllerPort` for the controller, `dataDirectory` for its logs
 * @param more settings that override the defaults
 * @returns the settings
 * @throws Error if the path of the data directory contains a comma, which Kafka reads as two directories
 */
export function brokerSettings(
  where: { port: number; controllerPort: number; dataDirectory: string },
  more: KafkaSettings = {},
): KafkaSettings {
  if (where.dataDirectory.includes(','))
    throw new Error(`Kafka cannot use a path with a comma: ${where.dataDirectory}`);
  return {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${where.controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://127.0.0.1:${where.port},CONTROLLER://127.0.0.1:${where.controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${where.port}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': where.dataDirectory,
    // A single broker cannot hold the default three replicas.
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    'auto.create.topics.enable': false,
    'num.partitions': 1,
    // Threads and buffers for one broker with few clients, on few cores.
    'log.cleaner.dedupe.buffer.size': 4_194_304,
    'log.cleaner.io.buffer.size': 131_072,
    'num.io.threads': 3,
    'num.network.threads': 2,
    'background.threads': 2,
    // After kill -9 the controller waits for the session of the dead broker to expire: with Kafka's default of 9 s a restart
    // takes 12 to 14 s, with these settings 4 to 6 s.
    'broker.session.timeout.ms': 2_000,
    'broker.heartbeat.interval.ms': 500,
    ...more,
  };
}

/**
 * Text of a Java properties file, which is read as Latin-1 with escapes.
 *
 * @param settings names and values
 * @returns the text
 */
export function propertiesText(settings: KafkaSettings): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${escaped(String(value))}\n`)
    .join('');
}

function escaped(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
