import { UseCase, type Call } from '@waystation/call';
import type { TakeCustodyRequest, TakeCustodyResponse } from '@waystation/contracts/reception/v1/service';
import { CheckIns } from '../store/check-in.mapping.ts';

@UseCase()
export class TakeCustody {
  constructor(private readonly checkIns: CheckIns) {}

  async execute(
    { visitId, keys, papers, place }: TakeCustodyRequest,
    { actor, happenedAt: at, newId }: Call,
  ): Promise<TakeCustodyResponse> {
    const checkIn = await this.checkIns.get(visitId);
    const custodyId = newId();
    checkIn.takeCustody({ custodyId, keys, papers, place }, actor.id, at);
    return { visitId, custodyId };
  }
}
