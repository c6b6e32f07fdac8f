import { WrongState } from './errors.ts';
import { checkSteps, isRefusable, mustAllowStep, statusesOf, stepsTowards, type Steps } from './steps.ts';

type Status = 'planned' | 'in_progress' | 'paused' | 'finished' | 'withdrawn';
type Events = { JobStarted: { jobId: string } };

const steps = {
  start: { from: ['planned'], to: 'in_progress', event: 'JobStarted' },
  pause: { from: ['in_progress'], to: 'paused' },
  resume: { from: ['paused'], to: 'in_progress' },
  finish: { from: ['in_progress'], to: 'finished' },
  withdraw: { from: ['planned', 'in_progress', 'paused'], to: 'withdrawn' },
} as const satisfies Steps<Status, Events>;

describe('checkSteps', () => {
  it('accepts a table with loops in which every status is reachable', () => {
    expect(() => checkSteps('job', steps, 'planned')).not.toThrow();
  });

  it('accepts a step that does not change the status', () => {
    const noted = { ...steps, cite: { from: ['in_progress'] } } as const satisfies Steps<Status>;
    expect(() => checkSteps('job', noted, 'planned')).not.toThrow();
  });

  it('accepts a table without steps', () => {
    expect(() => checkSteps('call', {}, 'logged')).not.toThrow();
  });

  it('names unreachable statuses and the steps that start from them', () => {
    const lame = {
      start: { from: ['planned'], to: 'in_progress' },
      resume: { from: ['paused'], to: 'in_progress' },
      shelve: { from: ['paused'], to: 'shelved' },
    } as const satisfies Steps<string>;
    expect(() => checkSteps('job', lame, 'planned')).toThrow(
      'Steps of job: status paused is never reached from planned, yet resume, shelve starts from it; ' +
        'status shelved is never reached from planned',
    );
  });

  it('names every status of an isolated loop', () => {
    const island = {
      start: { from: ['planned'], to: 'done' },
      there: { from: ['a'], to: 'b' },
      back: { from: ['b'], to: 'a' },
    } as const satisfies Steps<string>;
    expect(() => checkSteps('job', island, 'planned')).toThrow(/status a is never reached.*status b is never reached/);
  });

  it('names a step that no status allows', () => {
    const lame = { start: { from: ['planned'], to: 'done' }, appear: { from: [], to: 'done' } } as const;
    expect(() => checkSteps('job', lame, 'planned')).toThrow('Steps of job: step appear has an empty from');
  });

  it('accepts several first statuses', () => {
    const twoWays = {
      arrive: { from: ['booked'], to: 'arrived' },
      open: { from: ['walked_in', 'arrived'], to: 'open' },
    } as const satisfies Steps<string>;
    expect(() => checkSteps('visit', twoWays, ['booked', 'walked_in'])).not.toThrow();
    expect(() => checkSteps('visit', twoWays, 'booked')).toThrow('status walked_in is never reached from booked');
    expect(() => checkSteps('visit', twoWays, [])).toThrow('status booked is never reached');
  });
});

// Checked by the compiler only.
export const typeErrors = {
  // @ts-expect-error the aggregate has no such status
  start: { from: ['planed'], to: 'in_progress' },
  // @ts-expect-error there is no such event
  finish: { from: ['in_progress'], to: 'finished', event: 'JobEnded' },
} as const satisfies Steps<Status, Events>;

describe('Steps towards another status', () => {
  const table = {
    plan: { from: ['open', 'planned', 'started', 'paused', 'done', 'withdrawn'], to: 'planned' },
    dispatch: { from: ['planned'], to: 'dispatched' },
    start: { from: ['dispatched'], to: 'started' },
    pause: { from: ['started'], to: 'paused' },
    resume: { from: ['paused'], to: 'started' },
    finish: { from: ['started'], to: 'done' },
    cite: { from: ['started', 'done', 'withdrawn'] },
    withdraw: { from: ['dispatched', 'paused'], to: 'withdrawn', abandons: true },
  } as const satisfies Steps<string>;

  it('are refusable unless every status allows them', () => {
    expect(statusesOf(table)).toEqual(['open', 'planned', 'started', 'paused', 'done', 'withdrawn', 'dispatched']);
    const everywhere = { ...table.plan, from: statusesOf(table) };
    expect(isRefusable(table, everywhere)).toBe(false);
    expect(isRefusable(table, table.plan)).toBe(true);
  });

  it.each([
    ['paused', ['started'], ['resume']],
    ['planned', ['started', 'done'], ['dispatch']],
    ['dispatched', ['done'], ['start']],
    ['started', ['dispatched'], ['plan']],
    ['open', ['withdrawn'], []],
    ['dispatched', ['planned'], ['start']],
  ])('lead from %s to %s by %s', (state, goals, next) => {
    expect(stepsTowards(table, state, goals)).toEqual(next);
  });

  it('never include a step that abandons the subject', () => {
    expect(stepsTowards(table, 'dispatched', ['withdrawn', 'started', 'done'])).toEqual(['start']);
  });

  it('never include a step that every status allows', () => {
    const fold = { toOpen: { from: ['open', 'closed'], to: 'open' }, close: { from: ['open'], to: 'closed' } };
    expect(stepsTowards(fold, 'closed', ['open'])).toEqual([]);
  });

  it('are named in the refusal of a step, unless the step is already done', () => {
    const refusalOf = (step: keyof typeof table, state: string): unknown => {
      try {
        return mustAllowStep('job', table, step, state);
      } catch (error) {
        return error;
      }
    };
    const refused = { subject: 'job', step: 'finish', state: 'paused', allowed: ['started'], next: ['resume'] };
    expect(refusalOf('finish', 'paused')).toBeInstanceOf(WrongState);
    expect(refusalOf('finish', 'paused')).toMatchObject({ ...refused, isDone: false });
    expect(refusalOf('finish', 'done')).toMatchObject({ isDone: true });
    expect(refusalOf('finish', 'started')).toBeUndefined();
  });
});
