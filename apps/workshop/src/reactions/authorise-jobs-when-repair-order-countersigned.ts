import { Reaction, type Call } from '@waystation/call';
import type { RepairOrderCountersigned } from '@waystation/contracts/reception/v1/events';
import { followOrder } from '../model/order.ts';
import { Jobs } from '../store/job.mapping.ts';
import { VisitWorks } from '../store/visit-work.mapping.ts';

@Reaction('waystation.reception.v1.RepairOrderCountersigned')
export class AuthoriseJobsWhenRepairOrderCountersigned {
  constructor(
    private readonly works: VisitWorks,
    private readonly jobs: Jobs,
  ) {}

  async execute({ visitId, ...order }: RepairOrderCountersigned, call: Call): Promise<void> {
    const [work, jobs] = await Promise.all([this.works.findOrPlan(visitId, call), this.jobs.ofVisit(visitId)]);
    for (const opened of followOrder(work, jobs, order, call.happenedAt)) this.jobs.add(opened);
  }
}
