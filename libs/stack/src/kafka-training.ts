// Process that uses a broker a little, so that its classes are loaded: node kafka-training.ts PORT. A separate process, because
// kafkajs 2.2.4 sets timers with negative delays, and only an option of Node 24 turns the warnings off.
import { setTimeout as sleep } from 'node:timers/promises';
import kafkajs from 'kafkajs';

const { Kafka, logLevel, Partitioners } = kafkajs;
const kafka = new Kafka({
  clientId: 'training',
  brokers: [`127.0.0.1:${process.argv[2]}`],
  logLevel: logLevel.NOTHING,
});
const admin = kafka.admin();
const producer = kafka.producer({ idempotent: true, createPartitioner: Partitioners.DefaultPartitioner });
const consumer = kafka.consumer({ groupId: 'training' });
try {
  await Promise.all([admin.connect(), producer.connect(), consumer.connect()]);
  await admin.createTopics({ topics: [{ topic: 'training', numPartitions: 1 }], waitForLeaders: true });
  await producer.send({ topic: 'training', messages: [{ key: 'key', value: 'value' }] });
  await consumer.subscribe({ topic: 'training', fromBeginning: true });
  const arrived = new Promise<void>((resolve, reject) => {
    consumer.run({ eachMessage: async () => resolve() }).catch(reject);
  });
  await Promise.race([arrived, sleep(10_000, undefined, { ref: false })]);
} finally {
  await Promise.allSettled([consumer.disconnect(), producer.disconnect(), admin.disconnect()]);
}
