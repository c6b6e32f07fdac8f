import { Reaction, type Call } from '@waystation/call';
import type { Recommended } from '@waystation/contracts/reception/v1/events';
import { VisitFiles } from '../store/visit-file.mapping.ts';

@Reaction('waystation.reception.v1.Recommended')
export class NoteRecommendationWhenRecommended {
  constructor(private readonly files: VisitFiles) {}

  async execute({ visitId, ...recommendation }: Recommended, call: Call): Promise<void> {
    (await this.files.findOrOpen(visitId, call)).noteRecommendation(recommendation);
  }
}
