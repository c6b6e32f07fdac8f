import { UseCase, type Call } from '@waystation/call';
import { FollowUps } from '../store/follow-up.mapping.ts';

/** Expires a follow-up that is still open after the time that the standard sets. */
@UseCase()
export class ExpireFollowUp {
  constructor(private readonly followUps: FollowUps) {}

  async execute({ subjectId }: { stationId: string; subjectId: string }, { now }: Call): Promise<void> {
    const followUp = await this.followUps.get(subjectId);
    if (followUp.isOpen) followUp.expire(now);
  }
}
