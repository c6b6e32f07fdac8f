import { UseCase, type Call } from '@waystation/call';
import type { RecordPointsRequest, RecordPointsResponse } from '@waystation/contracts/quality/v1/service';
import { Inspections } from '../store/inspection.mapping.ts';

@UseCase()
export class RecordPoints {
  constructor(private readonly inspections: Inspections) {}

  async execute({ visitId, points }: RecordPointsRequest, { actor, now }: Call): Promise<RecordPointsResponse> {
    const inspection = await this.inspections.get(visitId);
    inspection.recordPoints(points, actor, now);
    return { visitId, status: inspection.status, pointsLeft: inspection.pointsLeft };
  }
}
