import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cached } from './cache.ts';
import { run } from './run.ts';
import { silently, type Say } from './say.ts';

/** Version of the broker; passed to the pom. */
export const KAFKA_VERSION = '4.3.1';

/** Files beside the sources, which no compiler copies to `dist`. */
export const KAFKA_TEMPLATES = resolve(import.meta.dirname, '../kafka');

const SAY_EVERY_MS = 5_000;

const REMEDY = 'Maven is needed once to fetch Kafka: apt-get install maven';

/**
 * Provides the broker's jars in the cache; only the first time needs Maven and the network.
 *
 * @param cache folder of the cache
 * @param say called before a download
 * @returns folder of the jars, which must not be moved, because class archives contain its path
 * @throws Error of a few lines with the remedy if the jars cannot be fetched
 */
export async function kafkaJars(cache: string, say: Say = silently): Promise<string> {
  return cached(jarsIn(cache), async (path) => {
    if (!hasMaven()) throw new Error(REMEDY);
    say(`Downloading Kafka ${KAFKA_VERSION} with Maven (first start only) ...`);
    // A copy of the pom, because Maven writes beside it and the checkout must stay clean.
    const work = mkdtempSync(join(tmpdir(), 'waystation-maven-'));
    try {
      copyFileSync(join(KAFKA_TEMPLATES, 'pom.xml'), join(work, 'pom.xml'));
      const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${path}`];
      // Strict checksums: an altered jar fails the download.
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
 * Reason why Kafka's jars are not available on this machine.
 *
 * @param cache folder of the cache
 * @returns one line with the remedy; undefined if the jars exist or can be fetched
 */
export function whyNoKafkaJars(cache: string): string | undefined {
  return existsSync(jarsIn(cache)) || hasMaven() ? undefined : REMEDY;
}

function jarsIn(cache: string): string {
  return join(cache, `kafka-${KAFKA_VERSION}`, 'lib');
}

function hasMaven(): boolean {
  return spawnSync('/bin/sh', ['-c', 'command -v mvn']).status === 0;
}
