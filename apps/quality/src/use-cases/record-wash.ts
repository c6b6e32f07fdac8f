import { UseCase, type Call } from '@waystation/call';
import type { RecordWashRequest, RecordWashResponse } from '@waystation/contracts/quality/v1/service';
import { Inspections } from '../store/inspection.mapping.ts';

@UseCase()
export class RecordWash {
  constructor(private readonly inspections: Inspections) {}

  async execute({ visitId, washedBy }: RecordWashRequest, { actor, now }: Call): Promise<RecordWashResponse> {
    const inspection = await this.inspections.get(visitId);
    inspection.recordWash(washedBy || actor.id, now);
    return { visitId, status: inspection.status };
  }
}
