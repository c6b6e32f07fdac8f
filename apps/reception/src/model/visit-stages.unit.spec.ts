import { minute } from '@waystation/testing/model';
import { stageBy, stageTable, withFact, type Fact, type KnownFact } from './visit-stages.ts';

const usualCourse: Fact[] = [
  'appointment_confirmed',
  'vehicle_arrived',
  'check_sheet_completed',
  'condition_recorded',
  'order_countersigned',
  'job_started',
  'work_finished',
  'inspection_started',
  'inspection_passed',
  'vehicle_handed_over',
  'handover_accepted',
  'statement_settled',
  'vehicle_delivered',
  'follow_up_recorded',
];

const known = (...facts: Fact[]): KnownFact[] => facts.map((fact, index) => ({ fact, at: minute(index) }));

describe('the stage of a visit', () => {
  it('is undefined without facts', () => {
    expect(stageBy([])).toBeUndefined();
  });

  it.each([
    [1, 'booked'],
    [2, 'arrived'],
    [3, 'arrived'],
    [4, 'checked_in'],
    [5, 'ordered'],
    [6, 'in_repair'],
    [7, 'in_inspection'],
    [10, 'in_inspection'],
    [11, 'handed_over'],
    [12, 'settled'],
    [13, 'delivered'],
    [14, 'closed'],
  ])('after the first %i facts of the usual course is %s', (number, stage) => {
    expect(stageBy(known(...usualCourse.slice(0, number)))).toBe(stage);
  });

  it('does not depend on the order in which facts arrive', () => {
    const facts = known(...usualCourse.slice(0, 12));
    const shuffled = [5, 11, 0, 9, 3, 7, 1, 10, 2, 8, 6, 4].map((index) => facts[index]!);
    const folded = (those: readonly KnownFact[]) =>
      those.reduce<KnownFact[]>((all, { fact, at }) => withFact(all, fact, at), []);
    expect(stageBy(folded(shuffled))).toBe('settled');
    expect(stageBy(folded(facts.toReversed()))).toBe('settled');
  });

  it('goes back when the work is reopened and forward when it is finished again', () => {
    const facts = known(...usualCourse.slice(0, 12), 'work_reopened');
    expect(stageBy(facts)).toBe('in_repair');
    expect(stageBy(withFact(facts, 'work_finished', minute(20)))).toBe('in_inspection');
    // Arrives late, with a time before the reopening.
    expect(stageBy(withFact(facts, 'inspection_passed', minute(11)))).toBe('in_repair');
  });

  it('is a no-show until the vehicle comes, and ignores a late cancellation of the appointment', () => {
    expect(stageBy(known('appointment_confirmed', 'visit_marked_no_show'))).toBe('no_show');
    expect(stageBy(known('appointment_confirmed', 'visit_marked_no_show', 'vehicle_arrived'))).toBe('arrived');
    expect(stageBy(known('appointment_confirmed', 'appointment_cancelled'))).toBe('cancelled');
    expect(stageBy(known('vehicle_arrived', 'appointment_cancelled'))).toBe('arrived');
    expect(stageBy(known('vehicle_arrived', 'check_sheet_completed', 'visit_cancelled'))).toBe('cancelled');
  });

  it('is settled only after the advisor has accepted the handover', () => {
    expect(stageBy(known('order_countersigned', 'job_started', 'statement_settled'))).toBe('in_repair');
  });

  it('can be every stage of the table', () => {
    for (const { stage, takes } of stageTable) {
      const facts = takes.map(([fact]) => fact!);
      expect([stage, stageBy(known(...facts))]).toEqual([stage, stage]);
    }
  });
});

describe('a fact of a visit', () => {
  it('keeps its latest time', () => {
    const facts = withFact(withFact([], 'job_started', minute(5)), 'job_started', minute(3));
    expect(facts).toEqual([{ fact: 'job_started', at: minute(5) }]);
    expect(withFact(facts, 'job_started', minute(8))).toEqual([{ fact: 'job_started', at: minute(8) }]);
  });
});
