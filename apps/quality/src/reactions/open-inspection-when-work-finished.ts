import { Reaction, type Call } from '@waystation/call';
import type { WorkFinished } from '@waystation/contracts/workshop/v1/events';
import { Inspection } from '../model/inspection.ts';
import { Inspections } from '../store/inspection.mapping.ts';
import { VisitFiles } from '../store/visit-file.mapping.ts';

@Reaction('waystation.workshop.v1.WorkFinished')
export class OpenInspectionWhenWorkFinished {
  constructor(
    private readonly inspections: Inspections,
    private readonly files: VisitFiles,
  ) {}

  async execute({ visitId, ...work }: WorkFinished, call: Call): Promise<void> {
    const { stationId, standardVersion, happenedAt } = call;
    const [inspection, file] = await Promise.all([this.inspections.find(visitId), this.files.find(visitId)]);
    if (inspection) inspection.reopen(work, happenedAt);
    else if (file?.status !== 'closed')
      this.inspections.add(Inspection.open({ stationId, visitId, standardVersion }, work, happenedAt));
  }
}
