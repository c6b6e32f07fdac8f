import { UseCase, type Call } from '@waystation/call';
import type { RaiseNonconformityRequest, RaiseNonconformityResponse } from '@waystation/contracts/quality/v1/service';
import { Inspections } from '../store/inspection.mapping.ts';

@UseCase()
export class RaiseNonconformity {
  constructor(private readonly inspections: Inspections) {}

  async execute(
    { visitId, ...fault }: RaiseNonconformityRequest,
    { actor, now, newId }: Call,
  ): Promise<RaiseNonconformityResponse> {
    const inspection = await this.inspections.get(visitId);
    const nonconformityId = newId();
    inspection.raiseNonconformity(nonconformityId, fault, actor, now);
    return { visitId, status: inspection.status, nonconformityId };
  }
}
