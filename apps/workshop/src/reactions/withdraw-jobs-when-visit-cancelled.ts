import { Reaction, type Call } from '@waystation/call';
import type { VisitCancelled } from '@waystation/contracts/reception/v1/events';
import { Jobs } from '../store/job.mapping.ts';
import { VisitWorks } from '../store/visit-work.mapping.ts';

@Reaction('waystation.reception.v1.VisitCancelled')
export class WithdrawJobsWhenVisitCancelled {
  constructor(
    private readonly works: VisitWorks,
    private readonly jobs: Jobs,
  ) {}

  async execute({ visitId }: VisitCancelled, { happenedAt }: Call): Promise<void> {
    const [work, jobs] = await Promise.all([this.works.find(visitId), this.jobs.ofVisit(visitId)]);
    if (!work || work.status === 'cancelled') return;
    const open = jobs.filter(({ isOpen }) => isOpen);
    for (const job of open) job.withdraw('visit_cancelled', happenedAt);
    work.cancel(open, happenedAt);
  }
}
