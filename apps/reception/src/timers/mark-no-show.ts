import { UseCase, type Call } from '@waystation/call';
import { Visits } from '../store/visit.mapping.ts';

/** A truck that was booked has not come within the time that the standard allows. */
@UseCase()
export class MarkNoShow {
  constructor(private readonly visits: Visits) {}

  async execute({ subjectId }: { stationId: string; subjectId: string }, { now }: Call): Promise<void> {
    const visit = await this.visits.get(subjectId);
    visit.markNoShow(now);
  }
}
