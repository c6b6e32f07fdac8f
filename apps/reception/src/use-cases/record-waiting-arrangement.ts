import { UseCase, type Call } from '@waystation/call';
import type {
  RecordWaitingArrangementRequest,
  RecordWaitingArrangementResponse,
} from '@waystation/contracts/reception/v1/service';
import { CheckIns } from '../store/check-in.mapping.ts';

@UseCase()
export class RecordWaitingArrangement {
  constructor(private readonly checkIns: CheckIns) {}

  async execute(
    { visitId, whereabouts, contactDetails }: RecordWaitingArrangementRequest,
    { happenedAt: at }: Call,
  ): Promise<RecordWaitingArrangementResponse> {
    const checkIn = await this.checkIns.get(visitId);
    checkIn.recordWaitingArrangement({ whereabouts, contactDetails }, at);
    return { visitId };
  }
}
