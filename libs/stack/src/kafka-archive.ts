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

/** Limit for stopping the broker, which includes writing the archive. */
const DUMP_WITHIN_MS = 60_000;

/**
 * Options that let Java map Kafka's classes from an archive instead of loading each one, which halves the start time. The
 * archive is created once for a Java runtime and a folder of jars, by a broker that handles one message and stops.
 *
 * @param java Java runtime of the broker
 * @param jars folder of jars; the archive is created beside it
 * @param say called before the archive is created
 * @returns options for Java; empty if this runtime cannot create an archive, which is not tried again
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
  // Java ignores an archive that no longer fits because a jar changed; `cds=off` hides its warnings.
  return statSync(archive).size > 0 ? [`-XX:SharedArchiveFile=${archive}`, '-Xlog:cds=off'] : [];
}

async function train(java: Java, jars: string, archive: string): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'waystation-kafka-'));
  try {
    const [port = 0, controllerPort = 0] = await freePorts(2);
    const logFile = join(directory, 'kafka.log');
    const jvm = [`-XX:ArchiveClassesAtExit=${archive}`];
    // Only for the broker: the tool that formats the data directory is a separate Java run and would write its own archive.
    const spec = { java, jars, directory, port, controllerPort, logFile, stopWithinMs: DUMP_WITHIN_MS };
    const broker = await startBroker({ ...spec, jvm });
    try {
      await sendOneMessage(port);
    } finally {
      await broker.stop();
    }
    if (!existsSync(archive)) throw new Error(readFileSync(logFile, 'utf8') || 'Java did not write the class archive');
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Sends one message through a topic and a group, because the archive contains only loaded classes. */
async function sendOneMessage(port: number): Promise<void> {
  const script = join(import.meta.dirname, `kafka-training${extname(import.meta.filename)}`);
  await run('training of Kafka', process.execPath, ['--disable-warning=TimeoutNegativeWarning', script, String(port)]);
}
