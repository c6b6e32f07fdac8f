import { UseCase, type Call } from '@waystation/call';
import type { RecordRoadTestRequest, RecordRoadTestResponse } from '@waystation/contracts/quality/v1/service';
import { Inspections } from '../store/inspection.mapping.ts';

@UseCase()
export class RecordRoadTest {
  constructor(private readonly inspections: Inspections) {}

  async execute({ visitId, ...drive }: RecordRoadTestRequest, { actor, now }: Call): Promise<RecordRoadTestResponse> {
    const inspection = await this.inspections.get(visitId);
    inspection.recordRoadTest(drive, actor, now);
    return { visitId, status: inspection.status };
  }
}
