import { UseCase, type Call } from '@waystation/call';
import { Visits } from '../store/visit.mapping.ts';

/** Marks a no-show after the grace period of the standard. */
@UseCase()
export class MarkNoShow {
  constructor(private readonly visits: Visits) {}

  async execute({ subjectId }: { stationId: string; subjectId: string }, { now }: Call): Promise<void> {
    const visit = await this.visits.get(subjectId);
    visit.markNoShow(now);
  }
}
