import { UseCase, type Call } from '@waystation/call';
import type { NoteDefectRequest, NoteDefectResponse } from '@waystation/contracts/quality/v1/service';
import { Inspections } from '../store/inspection.mapping.ts';

@UseCase()
export class NoteDefect {
  constructor(private readonly inspections: Inspections) {}

  async execute(
    { visitId, ...assessment }: NoteDefectRequest,
    { actor, now, newId }: Call,
  ): Promise<NoteDefectResponse> {
    const inspection = await this.inspections.get(visitId);
    const defectId = newId();
    inspection.noteDefect(defectId, assessment, actor, now);
    return { visitId, status: inspection.status, defectId };
  }
}
