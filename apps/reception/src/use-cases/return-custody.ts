import { UseCase, type Call } from '@waystation/call';
import type { ReturnCustodyRequest, ReturnCustodyResponse } from '@waystation/contracts/reception/v1/service';
import { CheckIns } from '../store/check-in.mapping.ts';
import { Visits } from '../store/visit.mapping.ts';

@UseCase()
export class ReturnCustody {
  constructor(
    private readonly visits: Visits,
    private readonly checkIns: CheckIns,
  ) {}

  async execute({ visitId }: ReturnCustodyRequest, { actor, happenedAt: at }: Call): Promise<ReturnCustodyResponse> {
    const [visit, checkIn] = await Promise.all([this.visits.get(visitId), this.checkIns.get(visitId)]);
    checkIn.returnCustody(actor.id, at);
    return { visitId, stage: visit.stage };
  }
}
