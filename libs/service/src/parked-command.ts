import { parseArgs } from 'node:util';
import { dropParked, listParked, releaseAllParked, releaseParked, showParked } from '@waystation/events';
import type { Logger } from 'pino';
import type { RunningService } from './create-service.ts';
import { reactorOf } from './reactor.ts';

/** Incorrect use of a command; the message is for the operator. */
export class Usage extends Error {
  override readonly name = 'Usage';
}

const usage = `parked list
parked show TOPIC KEY
parked release TOPIC KEY --reason TEXT
parked release --all [--topic TOPIC] --reason TEXT
parked drop TOPIC KEY --reason TEXT [--id ID ...]
KEY is '' for messages without a key`;

/**
 * Runs an operator's command on parked keys, whose events wait because one of them failed: list them, replay them in order
 * after the cause is fixed, or drop some. Headers and payloads are shown unchanged, since events contain no personal data.
 *
 * @param args arguments after `parked`
 * @returns plain data to print
 * @throws Usage for incorrect arguments; StillFailing for an event that fails again; errors of the database
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
  if (!reason?.trim()) throw new Usage(`--reason is missing: every change is logged with its reason\n${usage}`);
  const reactor = reactorOf(definition, runner);
  if (!isOfOne) return releaseAllParked(database, { topic: values.topic, reason, reactor, logger });
  if (what === 'release') return { released: await releaseParked(database, topic, key, { reason, reactor, logger }) };
  if (what !== 'drop') throw new Usage(usage);
  return { dropped: await dropParked(database, topic, key, { reason, logger, ...(ids && { ids }) }) };
}
