import { Reaction, type Call } from '@waystation/call';
import type { VisitCancelled } from '@waystation/contracts/reception/v1/events';
import { Inspections } from '../store/inspection.mapping.ts';
import { VisitFiles } from '../store/visit-file.mapping.ts';

@Reaction('waystation.reception.v1.VisitCancelled')
export class CloseInspectionWhenVisitCancelled {
  constructor(
    private readonly inspections: Inspections,
    private readonly files: VisitFiles,
  ) {}

  async execute({ visitId }: VisitCancelled, call: Call): Promise<void> {
    const [inspection, file] = await Promise.all([
      this.inspections.find(visitId),
      this.files.findOrOpen(visitId, call),
    ]);
    inspection?.close(call.happenedAt);
    file.close(call.happenedAt);
  }
}
