import { Reaction, type Call } from '@waystation/call';
import type { VisitOpened } from '@waystation/contracts/reception/v1/events';
import { VisitFiles } from '../store/visit-file.mapping.ts';

@Reaction('waystation.reception.v1.VisitOpened')
export class NoteVisitWhenVisitOpened {
  constructor(private readonly files: VisitFiles) {}

  async execute({ visitId, ...visit }: VisitOpened, call: Call): Promise<void> {
    (await this.files.findOrOpen(visitId, call)).noteVisit(visit);
  }
}
