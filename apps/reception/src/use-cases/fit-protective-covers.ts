import { UseCase, type Call } from '@waystation/call';
import type {
  FitProtectiveCoversRequest,
  FitProtectiveCoversResponse,
} from '@waystation/contracts/reception/v1/service';
import { CheckIns } from '../store/check-in.mapping.ts';

@UseCase()
export class FitProtectiveCovers {
  constructor(private readonly checkIns: CheckIns) {}

  async execute(
    { visitId, customerPresent }: FitProtectiveCoversRequest,
    { actor, happenedAt: at }: Call,
  ): Promise<FitProtectiveCoversResponse> {
    const checkIn = await this.checkIns.get(visitId);
    checkIn.fitProtectiveCovers(customerPresent, actor.id, at);
    return { visitId };
  }
}
