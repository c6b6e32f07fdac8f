import type { StepOptions } from '@waystation/contracts';
import { Invalid } from '@waystation/model';

const offlineMs = 24 * 60 * 60_000;
const fastClockMs = 2 * 60_000;

/**
 * Time of a step that may have been made offline: at most 24 hours ago and not in the future. A client clock that is up to
 * two minutes fast counts as now.
 *
 * @throws Invalid for any other time
 */
export function happenedAtOf(step: StepOptions | undefined, happenedAt: Date | undefined, now: Date): Date {
  if (!step?.offline || !happenedAt) return now;
  const refused = (reason: string, description: string) => new Invalid([{ field: 'happened_at', description, reason }]);
  const aheadMs = Number(happenedAt) - Number(now);
  if (aheadMs > fastClockMs) throw refused('HAPPENED_IN_FUTURE', 'must not be in the future');
  if (-aheadMs > offlineMs) throw refused('HAPPENED_TOO_LONG_AGO', 'must not be more than 24 hours ago');
  return aheadMs > 0 ? now : happenedAt;
}
