import { Reaction, type Call } from '@waystation/call';
import type { ConditionRecorded } from '@waystation/contracts/reception/v1/events';
import { VisitFiles } from '../store/visit-file.mapping.ts';

@Reaction('waystation.reception.v1.ConditionRecorded')
export class NoteOdometerWhenConditionRecorded {
  constructor(private readonly files: VisitFiles) {}

  async execute({ visitId, ...condition }: ConditionRecorded, call: Call): Promise<void> {
    (await this.files.findOrOpen(visitId, call)).noteCondition(condition);
  }
}
