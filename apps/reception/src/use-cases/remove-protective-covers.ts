import { UseCase, type Call } from '@waystation/call';
import type {
  RemoveProtectiveCoversRequest,
  RemoveProtectiveCoversResponse,
} from '@waystation/contracts/reception/v1/service';
import { CheckIns } from '../store/check-in.mapping.ts';

@UseCase()
export class RemoveProtectiveCovers {
  constructor(private readonly checkIns: CheckIns) {}

  async execute(
    { visitId }: RemoveProtectiveCoversRequest,
    { actor, happenedAt: at }: Call,
  ): Promise<RemoveProtectiveCoversResponse> {
    const checkIn = await this.checkIns.get(visitId);
    checkIn.removeProtectiveCovers(actor.id, at);
    return { visitId };
  }
}
