import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { cached } from './cache.ts';
import type { Java } from './java.ts';
import { startBroker } from './kafka-broker.ts';
import { freePorts } from './ports.ts';
import { run } from './run.ts';
import { silently, type Say } from './say.ts';

/** Writing the archive is part of stopping. */
const DUMP_WITHIN_MS = 60_000;

/**
 * Options that let Java map Kafka's classes from an archive instead of loading and checking each one, which halves the
 * time to start. The archive is made once for a Java and a folder of jars, by a broker that is used a little and stopped.
 *
 * @param java the Java that will run the broker
 * @param jars the folder of jars; the archive lies beside it
 * @param say told before the archive is made
 * @returns options for Java; empty when this Java can't make an archive, which then isn't tried again
 */
export async function archiveOptions(java: Java, jars: string, say: Say = silently): Promise<string[]> {
  const identity = createHash('sha256').update(`${java.command}\n${java.version}\n${jars}`).digest('hex').slice(0, 12);
  const archive = await cached(join(dirname(jars), `classes-${identity}.jsa`), async (path) => {
    say('Preparing Kafka for quick starts (first start only; about 20 s) ...');
    try {
      await train(java, jars, path);
    } catch (error) {
      writeFileSync(path, '');
      writeFileSync(join(dirname(jars), `classes-${identity}.why-not.log`), String(error));
    }
  });
  // An archive that no longer fits (a jar was touched) is ignored by Java, without its warnings.
  return statSync(archive).size > 0 ? [`-XX:SharedArchiveFile=${archive}`, '-Xlog:cds=off'] : [];
}

async function train(java: Java, jars: string, archive: string): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'waystation-kafka-'));
  try {
    const [port = 0, controllerPort = 0] = await freePorts(2);
    const logFile = join(directory, 'kafka.log');
    const jvm = [`-XX:ArchiveClassesAtExit=${archive}`];
    // The tool that prepares the data directory is another run of Java and would leave an archive of its own.
    const spec = { java, jars, directory, port, controllerPort, logFile, stopWithinMs: DUMP_WITHIN_MS };
    const broker = await startBroker({ ...spec, jvm });
    try {
      await useALittle(port);
    } finally {
      await broker.stop();
    }
    if (!existsSync(archive)) throw new Error(readFileSync(logFile, 'utf8') || 'Java wrote no archive');
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Only classes that were loaded get into the archive: one message goes through a topic and a group. */
async function useALittle(port: number): Promise<void> {
  const script = join(import.meta.dirname, `kafka-training${extname(import.meta.filename)}`);
  await run('training of Kafka', process.execPath, ['--disable-warning=TimeoutNegativeWarning', script, String(port)]);
}
