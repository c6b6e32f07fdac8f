import { parseArgs } from 'node:util';
import { dropParked, listParked, releaseParked, showParked } from '@waystation/events';
import type { Logger } from 'pino';
import type { RunningService } from './create-service.ts';
import { reactorOf } from './reactor.ts';

/** What is wrong with how the command was given, in a line. */
export class Usage extends Error {
  override readonly name = 'Usage';
}

const usage = `parked list
parked show TOPIC KEY
parked release TOPIC KEY --reason TEXT
parked drop TOPIC KEY --reason TEXT [--id ID ...]`;

/**
 * What an operator does about keys whose events wait since one of them failed: look, replay them in order once the cause
 * is mended, or throw some away. Headers and payloads are shown as they came: there are no personal facts in events.
 *
 * @param args behind `parked`
 * @returns what is printed, as plain data
 * @throws Usage; StillFailing at an event that fails again; what the database says when it is away
 */
export async function parkedCommand(
  { definition, runner, database }: Pick<RunningService, 'definition' | 'runner' | 'database'>,
  args: readonly string[],
  logger: Logger,
): Promise<unknown> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { reason: { type: 'string' }, id: { type: 'string', multiple: true } },
  });
  const [what, topic, key] = positionals;
  if (what === 'list') return listParked(database);
  if (!topic || !key) throw new Usage(usage);
  if (what === 'show') return showParked(database, topic, key);
  const { reason, id: ids } = values;
  if (!reason?.trim()) throw new Usage(`--reason is missing: it is written down who does it, and why\n${usage}`);
  if (what === 'release') {
    const reactor = reactorOf(definition, runner);
    return { released: await releaseParked(database, topic, key, { reason, reactor, logger }) };
  }
  if (what !== 'drop') throw new Usage(usage);
  return { dropped: await dropParked(database, topic, key, { reason, logger, ...(ids && { ids }) }) };
}
