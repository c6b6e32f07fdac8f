import { Reaction, type Call, type ClassOf, type ReactionClass } from '@waystation/call';
import type { Fact } from '../model/visit-stages.ts';
import { Visits } from '../store/visit.mapping.ts';

/** Events that state a single fact of a visit; the stage follows from `stageTable`. */
const factOf: Readonly<Record<string, Fact>> = {
  'waystation.workshop.v1.JobStarted': 'job_started',
  'waystation.workshop.v1.WorkFinished': 'work_finished',
  'waystation.quality.v1.InspectionStarted': 'inspection_started',
  'waystation.billing.v1.StatementSettled': 'statement_settled',
  'waystation.billing.v1.VehicleDelivered': 'vehicle_delivered',
  'waystation.crm.v1.FollowUpRecorded': 'follow_up_recorded',
  'waystation.crm.v1.FollowUpExpired': 'follow_up_expired',
};

/** Reactions, one for each event of the table, such as `AdvanceVisitWhenJobStarted`. */
export const advanceVisit: readonly ClassOf<ReactionClass>[] = Object.entries(factOf).map(([event, fact]) => {
  @Reaction(event)
  class AdvanceVisit {
    constructor(private readonly visits: Visits) {}

    async execute({ visitId }: { visitId: string }, call: Call): Promise<void> {
      const visit = await this.visits.findOrExpect(visitId, call);
      visit.note(fact, call.happenedAt);
    }
  }
  return Object.defineProperty(AdvanceVisit, 'name', { value: `AdvanceVisitWhen${event.split('.').at(-1)}` });
});
