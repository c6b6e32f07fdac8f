import { parseArgs } from 'node:util';
import { dropParked, listParked, releaseAllParked, releaseParked, showParked } from '@waystation/events';
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
parked release --all [--topic TOPIC] --reason TEXT
parked drop TOPIC KEY --reason TEXT [--id ID ...]
KEY is '' for messages that came without a key`;

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
    options: {
      reason: { type: 'string' },
      id: { type: 'string', multiple: true },
      all: { type: 'boolean', default: false },
      topic: { type: 'string' },
    },
  });
  const [what, topic, key] = positionals;
  const { reason, id: ids, all } = values;
  if (what === 'list') return listParked(database);
  const isOfAll = what === 'release' && all && topic === undefined;
  const isOfOne = !all && values.topic === undefined && topic !== undefined && key !== undefined;
  if (!isOfAll && !isOfOne) throw new Usage(usage);
  if (what === 'show' && isOfOne) return showParked(database, topic, key);
  if (!reason?.trim()) throw new Usage(`--reason is missing: it is written down who does it, and why\n${usage}`);
  const reactor = reactorOf(definition, runner);
  if (!isOfOne) return releaseAllParked(database, { topic: values.topic, reason, reactor, logger });
  if (what === 'release') return { released: await releaseParked(database, topic, key, { reason, reactor, logger }) };
  if (what !== 'drop') throw new Usage(usage);
  return { dropped: await dropParked(database, topic, key, { reason, logger, ...(ids && { ids }) }) };
}
