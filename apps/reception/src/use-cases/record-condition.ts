import { UseCase, type Call } from '@waystation/call';
import type { RecordConditionRequest, RecordConditionResponse } from '@waystation/contracts/reception/v1/service';
import { conditionOf } from '../model/check-in.ts';
import { CheckIns } from '../store/check-in.mapping.ts';
import { Visits } from '../store/visit.mapping.ts';

@UseCase()
export class RecordCondition {
  constructor(
    private readonly visits: Visits,
    private readonly checkIns: CheckIns,
  ) {}

  async execute(
    { visitId, belongings, ...condition }: RecordConditionRequest,
    { actor, happenedAt: at }: Call,
  ): Promise<RecordConditionResponse> {
    const [visit, checkIn] = await Promise.all([this.visits.get(visitId), this.checkIns.get(visitId)]);
    checkIn.recordCondition(conditionOf(condition), belongings, actor.id, at);
    visit.note('condition_recorded', at);
    return { visitId, stage: visit.stage };
  }
}
