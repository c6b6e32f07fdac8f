import { countingFacts, stageBy, withFact, type Fact, type KnownFact, type VisitStage } from './visit-stages.ts';

/** Change of stage, and the facts that can cause it. */
export interface Transition {
  /** `expected`: nothing is known of the visit yet. */
  from: VisitStage | 'expected';
  to: VisitStage;
  by: readonly Fact[];
}

/** Conditions for a fact to happen at the station: after all of `after`, and after none of `unless`. */
interface Occasion {
  after: readonly Fact[];
  unless: readonly Fact[];
}

const occasions: Readonly<Record<Fact, Occasion>> = {
  appointment_confirmed: { after: [], unless: ['vehicle_arrived'] },
  appointment_cancelled: { after: ['appointment_confirmed'], unless: ['vehicle_arrived', 'visit_marked_no_show'] },
  visit_marked_no_show: { after: ['appointment_confirmed'], unless: ['vehicle_arrived', 'appointment_cancelled'] },
  vehicle_arrived: { after: [], unless: [] },
  check_sheet_completed: { after: ['vehicle_arrived'], unless: ['order_countersigned', 'visit_cancelled'] },
  condition_recorded: { after: ['vehicle_arrived'], unless: ['order_countersigned', 'visit_cancelled'] },
  // Possible without the check sheet: an override can open the gates that require it.
  order_countersigned: { after: ['vehicle_arrived'], unless: ['visit_cancelled'] },
  visit_cancelled: { after: ['vehicle_arrived'], unless: ['order_countersigned'] },
  job_started: { after: ['order_countersigned'], unless: [] },
  work_finished: { after: ['job_started'], unless: [] },
  work_reopened: { after: ['work_finished'], unless: ['vehicle_delivered'] },
  inspection_started: { after: ['work_finished'], unless: [] },
  inspection_passed: { after: ['inspection_started'], unless: [] },
  vehicle_handed_over: { after: ['inspection_passed'], unless: [] },
  handover_accepted: { after: ['vehicle_handed_over'], unless: [] },
  statement_settled: { after: ['handover_accepted'], unless: [] },
  vehicle_delivered: { after: ['statement_settled'], unless: [] },
  follow_up_recorded: { after: ['vehicle_delivered'], unless: ['follow_up_expired'] },
  follow_up_expired: { after: ['vehicle_delivered'], unless: ['follow_up_recorded'] },
};

const allFacts = Object.keys(occasions) as Fact[];

/**
 * All changes of stage if facts arrive in the order in which they happen. Facts of other services may arrive in any order,
 * so a visit can also skip stages; its last stage is the same (`stageTable`).
 */
export function visitTransitions(): Transition[] {
  const found = new Map<string, { from: Transition['from']; to: VisitStage; by: Set<Fact> }>();
  const seen = new Set<string>();
  const open: KnownFact[][] = [[]];
  for (let known = open.pop(); known; known = open.pop()) {
    const from = stageBy(known) ?? 'expected';
    for (const fact of factsAfter(known)) {
      const next = withFact(known, fact, new Date(lastAt(known) + 1));
      const to = stageBy(next);
      if (to && to !== from) {
        const transition = found.get(`${from} ${to}`) ?? { from, to, by: new Set() };
        found.set(`${from} ${to}`, transition);
        transition.by.add(fact);
      }
      const key = [...countingFacts(next)].sort().join();
      if (!seen.has(key)) open.push(next);
      seen.add(key);
    }
  }
  return [...found.values()].map(({ by, ...stages }) => ({ ...stages, by: allFacts.filter((fact) => by.has(fact)) }));
}

function factsAfter(known: readonly KnownFact[]): Fact[] {
  const counting = countingFacts(known);
  return allFacts.filter((fact) => {
    const { after, unless } = occasions[fact];
    return (
      !counting.has(fact) && after.every((each) => counting.has(each)) && !unless.some((each) => counting.has(each))
    );
  });
}

const lastAt = (known: readonly KnownFact[]) => Math.max(0, ...known.map(({ at }) => at.getTime()));
