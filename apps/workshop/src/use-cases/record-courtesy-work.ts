import { UseCase, type Call } from '@waystation/call';
import type { RecordCourtesyWorkRequest, RecordCourtesyWorkResponse } from '@waystation/contracts/workshop/v1/service';
import { VisitWorks } from '../store/visit-work.mapping.ts';

@UseCase()
export class RecordCourtesyWork {
  constructor(private readonly works: VisitWorks) {}

  async execute(
    { visitId, words, workedMinutes, amountMinor, currency }: RecordCourtesyWorkRequest,
    { actor, now, newId }: Call,
  ): Promise<RecordCourtesyWorkResponse> {
    const work = await this.works.get(visitId);
    const courtesyId = newId();
    work.recordCourtesy(courtesyId, { words, workedMinutes, amountMinor, currency }, actor.id, now);
    return { visitId, status: work.status, courtesyId };
  }
}
