import { resolve } from 'node:path';
import { DEFAULT_CACHE } from './cache.ts';
import { whyNoJava } from './java.ts';
import { whyNoKafkaJars } from './kafka-files.ts';
import { whyNoPostgres } from './postgres-binaries.ts';

/**
 * Reasons why PostgreSQL or Kafka cannot run on this machine. Fetches and starts nothing.
 *
 * @param options `postgres`, `kafka`: false skips its check; `cache` as for `startKafka`
 * @returns one line with the remedy for each reason; empty if nothing is missing. Does not check the network.
 */
export async function findMissing(
  options: { postgres?: boolean; kafka?: boolean; cache?: string } = {},
): Promise<string[]> {
  const cache = resolve(options.cache ?? DEFAULT_CACHE);
  const reasons: (string | undefined)[] = [];
  if (options.postgres !== false) reasons.push(whyNoPostgres());
  if (options.kafka !== false) reasons.push(whyNoJava(cache), whyNoKafkaJars(cache));
  return reasons.filter((reason) => reason !== undefined);
}
