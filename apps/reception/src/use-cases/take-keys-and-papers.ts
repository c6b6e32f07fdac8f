import { UseCase, type Call } from '@waystation/call';
import type { TakeKeysAndPapersRequest, TakeKeysAndPapersResponse } from '@waystation/contracts/reception/v1/service';
import { CheckIns } from '../store/check-in.mapping.ts';

@UseCase()
export class TakeKeysAndPapers {
  constructor(private readonly checkIns: CheckIns) {}

  async execute(
    { visitId, keys, vehiclePapers, place }: TakeKeysAndPapersRequest,
    { actor, happenedAt: at, newId }: Call,
  ): Promise<TakeKeysAndPapersResponse> {
    const checkIn = await this.checkIns.get(visitId);
    const custodyId = newId();
    checkIn.takeKeysAndPapers({ custodyId, keys, vehiclePapers, place }, actor.id, at);
    return { visitId, custodyId };
  }
}
