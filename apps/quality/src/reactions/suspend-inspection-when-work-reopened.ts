import { Reaction, type Call } from '@waystation/call';
import type { WorkReopened } from '@waystation/contracts/workshop/v1/events';
import { Inspections } from '../store/inspection.mapping.ts';

@Reaction('waystation.workshop.v1.WorkReopened')
export class SuspendInspectionWhenWorkReopened {
  constructor(private readonly inspections: Inspections) {}

  async execute({ visitId, round }: WorkReopened, { happenedAt }: Call): Promise<void> {
    (await this.inspections.find(visitId))?.suspend(round, happenedAt);
  }
}
