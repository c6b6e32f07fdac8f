import { UseCase, type Call } from '@waystation/call';
import type { CloseNonconformityRequest, CloseNonconformityResponse } from '@waystation/contracts/quality/v1/service';
import { Inspections } from '../store/inspection.mapping.ts';

@UseCase()
export class CloseNonconformity {
  constructor(private readonly inspections: Inspections) {}

  async execute(
    { visitId, ...closure }: CloseNonconformityRequest,
    { actor, now }: Call,
  ): Promise<CloseNonconformityResponse> {
    const inspection = await this.inspections.get(visitId);
    inspection.closeNonconformity(closure, actor, now);
    return { visitId, status: inspection.status };
  }
}
