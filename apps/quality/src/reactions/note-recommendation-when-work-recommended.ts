import { Reaction, type Call } from '@waystation/call';
import type { WorkRecommended } from '@waystation/contracts/reception/v1/events';
import { VisitFiles } from '../store/visit-file.mapping.ts';

@Reaction('waystation.reception.v1.WorkRecommended')
export class NoteRecommendationWhenWorkRecommended {
  constructor(private readonly files: VisitFiles) {}

  async execute({ visitId, ...recommendation }: WorkRecommended, call: Call): Promise<void> {
    (await this.files.findOrOpen(visitId, call)).noteRecommendation(recommendation);
  }
}
