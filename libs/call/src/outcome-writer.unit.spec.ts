import { describe, expect, test } from '@jest/globals';
import type { EventContext } from '@waystation/events';
import { OutcomeWriter } from './outcome-writer.ts';
import type { Outcome } from './apply-standard.ts';
import type { RunnerContext } from './runner-context.ts';

const now = new Date('2026-03-02T18:00:00Z');
const timerId = '01980000-0000-7000-8000-0000000000f1';
const context = { options: { service: 'reception', clock: { now: () => now } }, newId: () => timerId };
const outcomes = new OutcomeWriter(context as unknown as RunnerContext);
const stationId = '01980000-0000-7000-8000-00000000000a';
const subjectId = '01980000-0000-7000-8000-00000000000b';

/** The statements of a step that changes one timer. */
function setting(at: Date | undefined) {
  const timers = [{ step: 'MarkNoShow', subjectId, stationId, ...(at && { at }) }];
  const outcome: Outcome = { published: [], timers, missed: [], overridden: [] };
  return outcomes.of(outcome, {} as EventContext, undefined, 'BookVisit', now);
}

describe('OutcomeWriter', () => {
  test.each([
    ['later', new Date('2026-03-03T09:00:00Z')],
    ['now', now],
    ['in the past', new Date('2026-03-02T09:00:00Z')],
  ])('writes a timer with the time it was set to: %s', (_, at) => {
    const [statement, ...others] = setting(at);
    expect(others).toEqual([]);
    expect(statement!.text).toMatch(/^insert into timer .* on conflict \(station_id, step, subject_id\) do update/);
    expect(statement!.values).toEqual([stationId, 'MarkNoShow', subjectId, timerId, at]);
  });

  test('deletes a timer that was cancelled', () => {
    expect(setting(undefined)).toMatchObject([{ values: [stationId, 'MarkNoShow', subjectId] }]);
  });
});
