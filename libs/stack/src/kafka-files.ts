import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cached } from './cache.ts';
import { run } from './run.ts';
import { silently, type Say } from './say.ts';

/** The version of the broker; the pom takes it from here. */
export const KAFKA_VERSION = '4.3.1';

/** What lies beside the sources: no compiler copies it to `dist`. */
export const KAFKA_TEMPLATES = resolve(import.meta.dirname, '../kafka');

const SAY_EVERY_MS = 5_000;

const WAY_OUT = "Kafka's jars are fetched once, by Maven: apt-get install maven";

/**
 * Has the broker's jars in the cache; only the first time needs Maven and the network.
 *
 * @param cache the cache's folder
 * @param say told before they are downloaded
 * @returns the folder with the jars, which mustn't be moved: class archives name them by path
 * @throws Error in few lines with the way out when they can't be fetched
 */
export async function kafkaJars(cache: string, say: Say = silently): Promise<string> {
  return cached(jarsIn(cache), async (path) => {
    if (!hasMaven()) throw new Error(WAY_OUT);
    say(`Downloading Kafka ${KAFKA_VERSION} with Maven (first start only) ...`);
    // Maven writes beside the pom it is given: a copy, so that the checkout stays clean.
    const work = mkdtempSync(join(tmpdir(), 'waystation-maven-'));
    try {
      copyFileSync(join(KAFKA_TEMPLATES, 'pom.xml'), join(work, 'pom.xml'));
      const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${path}`];
      // Strict checksums: what differs from its checksum fails instead of running.
      const args = ['-B', '-C', `-Dkafka.version=${KAFKA_VERSION}`, ...goal];
      await run("fetching Kafka's jars with Maven", 'mvn', args, { cwd: work, heard: countDownloads(say) });
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  });
}

/** Says every 5 s how many files Maven has downloaded, by its output. */
function countDownloads(say: Say): (text: string) => void {
  let files = 0;
  let saidAt = performance.now();
  return (text) => {
    files += text.match(/Downloaded from/g)?.length ?? 0;
    if (files === 0 || performance.now() - saidAt < SAY_EVERY_MS) return;
    saidAt = performance.now();
    say(`Maven has downloaded ${files} files`);
  };
}

/**
 * @param cache the cache's folder
 * @returns undefined when the jars are there or can be fetched, else one line with the way out
 */
export function whyNoKafkaJars(cache: string): string | undefined {
  return existsSync(jarsIn(cache)) || hasMaven() ? undefined : WAY_OUT;
}

function jarsIn(cache: string): string {
  return join(cache, `kafka-${KAFKA_VERSION}`, 'lib');
}

function hasMaven(): boolean {
  return spawnSync('/bin/sh', ['-c', 'command -v mvn']).status === 0;
}
