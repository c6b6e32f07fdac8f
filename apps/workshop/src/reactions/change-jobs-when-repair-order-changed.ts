import { Reaction, type Call } from '@waystation/call';
import type { RepairOrderChanged } from '@waystation/contracts/reception/v1/events';
import { followOrder } from '../model/order.ts';
import { Jobs } from '../store/job.mapping.ts';
import { TechnicianClocks } from '../store/technician-clock.mapping.ts';
import { VisitWorks } from '../store/visit-work.mapping.ts';

@Reaction('waystation.reception.v1.RepairOrderChanged')
export class ChangeJobsWhenRepairOrderChanged {
  constructor(
    private readonly jobs: Jobs,
    private readonly works: VisitWorks,
    private readonly clocks: TechnicianClocks,
  ) {}

  async execute({ visitId, ...order }: RepairOrderChanged, call: Call): Promise<void> {
    const [work, jobs] = await Promise.all([this.works.findOrPlan(visitId, call), this.jobs.ofVisit(visitId)]);
    for (const opened of followOrder(work, jobs, order, call.happenedAt)) this.jobs.add(opened);
    this.clocks.stopAll(jobs.filter(({ status }) => status === 'withdrawn').map(({ id }) => id));
  }
}
