import { UseCase, type Call } from '@waystation/call';
import type { AddConcernRequest, AddConcernResponse } from '@waystation/contracts/reception/v1/service';
import { CheckIns } from '../store/check-in.mapping.ts';

@UseCase()
export class AddConcern {
  constructor(private readonly checkIns: CheckIns) {}

  async execute(
    { visitId, kind, description, foundByStation }: AddConcernRequest,
    { happenedAt: at, newId }: Call,
  ): Promise<AddConcernResponse> {
    const checkIn = await this.checkIns.get(visitId);
    const concernId = newId();
    checkIn.addConcern({ concernId, kind, isFoundByStation: foundByStation }, description, at);
    return { visitId, concernId };
  }
}
