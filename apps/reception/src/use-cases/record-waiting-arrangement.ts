import { UseCase, type Call } from '@waystation/call';
import type {
  RecordWaitingArrangementRequest,
  RecordWaitingArrangementResponse,
} from '@waystation/contracts/reception/v1/service';
import { CheckIns } from '../store/check-in.mapping.ts';
import { Visits } from '../store/visit.mapping.ts';

@UseCase()
export class RecordWaitingArrangement {
  constructor(
    private readonly visits: Visits,
    private readonly checkIns: CheckIns,
  ) {}

  async execute(
    { visitId, whereabouts, reach }: RecordWaitingArrangementRequest,
    { happenedAt: at }: Call,
  ): Promise<RecordWaitingArrangementResponse> {
    const [visit, checkIn] = await Promise.all([this.visits.get(visitId), this.checkIns.get(visitId)]);
    checkIn.recordWaitingArrangement(whereabouts, reach, at);
    return { visitId, stage: visit.stage };
  }
}
