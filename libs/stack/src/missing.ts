import { resolve } from 'node:path';
import { DEFAULT_CACHE } from './cache.ts';
import { whyNoJava } from './java.ts';
import { whyNoKafkaJars } from './kafka-files.ts';
import { whyNoPostgres } from './postgres-binaries.ts';

/**
 * What can't be had on this machine, to be told before anything else is done. It fetches and starts nothing.
 *
 * @param options `postgres`, `kafka`: false leaves that one out; `cache` as for `startKafka`
 * @returns one line for each thing, with the way out; empty when all can be had. Whether the network is there shows only
 *   when something is fetched.
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
