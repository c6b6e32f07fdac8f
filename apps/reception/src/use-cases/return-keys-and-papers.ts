import { UseCase, type Call } from '@waystation/call';
import type {
  ReturnKeysAndPapersRequest,
  ReturnKeysAndPapersResponse,
} from '@waystation/contracts/reception/v1/service';
import { CheckIns } from '../store/check-in.mapping.ts';

@UseCase()
export class ReturnKeysAndPapers {
  constructor(private readonly checkIns: CheckIns) {}

  async execute(
    { visitId }: ReturnKeysAndPapersRequest,
    { actor, happenedAt: at }: Call,
  ): Promise<ReturnKeysAndPapersResponse> {
    const checkIn = await this.checkIns.get(visitId);
    checkIn.returnKeysAndPapers(actor.id, at);
    return { visitId };
  }
}
