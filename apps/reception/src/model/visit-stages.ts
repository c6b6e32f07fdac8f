export type VisitStage =
  | 'booked'
  | 'arrived'
  | 'checked_in'
  | 'ordered'
  | 'in_repair'
  | 'in_inspection'
  | 'handed_over'
  | 'settled'
  | 'delivered'
  | 'closed'
  | 'no_show'
  | 'cancelled';

/** Facts of a visit. Facts from other services arrive in any order. */
export type Fact =
  | 'appointment_confirmed'
  | 'appointment_cancelled'
  | 'visit_marked_no_show'
  | 'vehicle_arrived'
  | 'check_sheet_completed'
  | 'condition_recorded'
  | 'order_countersigned'
  | 'visit_cancelled'
  | 'job_started'
  | 'work_finished'
  | 'work_reopened'
  | 'inspection_started'
  | 'inspection_passed'
  | 'vehicle_handed_over'
  | 'handover_accepted'
  | 'statement_settled'
  | 'vehicle_delivered'
  | 'follow_up_recorded'
  | 'follow_up_expired';

/** Fact with its newest time. */
export interface KnownFact {
  fact: Fact;
  at: Date;
}

/** Facts that must occur again after finished work is reopened. */
const undoneByReopening: readonly Fact[] = [
  'work_finished',
  'inspection_started',
  'inspection_passed',
  'vehicle_handed_over',
  'handover_accepted',
  'statement_settled',
];

/**
 * Requirements of each stage, furthest stage first: at least one fact of each group. Nothing else decides the stage, so
 * it does not depend on the order in which facts arrive.
 */
export const stageTable: readonly { stage: VisitStage; takes: readonly (readonly Fact[])[] }[] = [
  { stage: 'closed', takes: [['vehicle_delivered'], ['follow_up_recorded', 'follow_up_expired']] },
  { stage: 'delivered', takes: [['vehicle_delivered']] },
  { stage: 'cancelled', takes: [['visit_cancelled']] },
  { stage: 'settled', takes: [['handover_accepted'], ['statement_settled']] },
  { stage: 'handed_over', takes: [['handover_accepted']] },
  { stage: 'in_inspection', takes: [['work_finished', 'inspection_started', 'inspection_passed']] },
  { stage: 'in_repair', takes: [['job_started', 'work_reopened']] },
  { stage: 'ordered', takes: [['order_countersigned']] },
  { stage: 'checked_in', takes: [['vehicle_arrived'], ['check_sheet_completed'], ['condition_recorded']] },
  { stage: 'arrived', takes: [['vehicle_arrived']] },
  { stage: 'cancelled', takes: [['appointment_cancelled']] },
  { stage: 'no_show', takes: [['visit_marked_no_show']] },
  { stage: 'booked', takes: [['appointment_confirmed']] },
];

/** Furthest stage that the facts allow; undefined if they allow none. */
export function stageBy(facts: readonly KnownFact[]): VisitStage | undefined {
  const counting = countingFacts(facts);
  const holds = (group: readonly Fact[]) => group.some((fact) => counting.has(fact));
  return stageTable.find(({ takes }) => takes.every(holds))?.stage;
}

/** Facts that still count: those undone by reopening the work count only if they are newer. */
export function countingFacts(facts: readonly KnownFact[]): ReadonlySet<Fact> {
  const reopened = facts.find(({ fact }) => fact === 'work_reopened');
  const counts = ({ fact, at }: KnownFact) => !reopened || !undoneByReopening.includes(fact) || at > reopened.at;
  return new Set(facts.filter(counts).map(({ fact }) => fact));
}

/** Adds a fact; for a known fact the later time counts. */
export function withFact(facts: readonly KnownFact[], fact: Fact, at: Date): KnownFact[] {
  const known = facts.find((each) => each.fact === fact);
  if (known && known.at >= at) return [...facts];
  return [...facts.filter((each) => each !== known), { fact, at }];
}
