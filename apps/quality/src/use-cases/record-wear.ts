import { UseCase, type Call } from '@waystation/call';
import type { RecordWearRequest, RecordWearResponse } from '@waystation/contracts/quality/v1/service';
import { Inspections } from '../store/inspection.mapping.ts';

@UseCase()
export class RecordWear {
  constructor(private readonly inspections: Inspections) {}

  async execute({ visitId, readings }: RecordWearRequest, { actor, now, newId }: Call): Promise<RecordWearResponse> {
    const inspection = await this.inspections.get(visitId);
    const measured = readings.map((reading) => ({ readingId: newId(), ...reading }));
    const worn = inspection.recordWear(measured, actor, now);
    return {
      visitId,
      status: inspection.status,
      readingIds: measured.map(({ readingId }) => readingId),
      wornReadingIds: worn.map(({ readingId }) => readingId),
    };
  }
}
