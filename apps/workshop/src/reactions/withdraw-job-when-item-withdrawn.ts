import { Reaction, type Call } from '@waystation/call';
import type { ItemWithdrawn } from '@waystation/contracts/reception/v1/events';
import { Jobs } from '../store/job.mapping.ts';
import { VisitWorks } from '../store/visit-work.mapping.ts';

@Reaction('waystation.reception.v1.ItemWithdrawn')
export class WithdrawJobWhenItemWithdrawn {
  constructor(
    private readonly works: VisitWorks,
    private readonly jobs: Jobs,
  ) {}

  async execute({ itemId, visitId }: ItemWithdrawn, { happenedAt }: Call): Promise<void> {
    const [work, job] = await Promise.all([this.works.find(visitId), this.jobs.find(itemId)]);
    // A finished job stays finished; fees and sublet work have no job.
    if (!work || !job?.isOpen) return;
    job.withdraw('item_withdrawn', happenedAt);
    work.note(job, happenedAt);
  }
}
