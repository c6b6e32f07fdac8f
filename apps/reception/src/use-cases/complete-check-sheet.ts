import { UseCase, type Call } from '@waystation/call';
import type { CompleteCheckSheetRequest, CompleteCheckSheetResponse } from '@waystation/contracts/reception/v1/service';
import { Forms } from '@waystation/reference';
import { CheckIns } from '../store/check-in.mapping.ts';
import { Visits } from '../store/visit.mapping.ts';

@UseCase()
export class CompleteCheckSheet {
  constructor(
    private readonly visits: Visits,
    private readonly checkIns: CheckIns,
    private readonly forms: Forms,
  ) {}

  async execute(
    { visitId, formId, formVersion, points, seconds }: CompleteCheckSheetRequest,
    { actor, happenedAt: at }: Call,
  ): Promise<CompleteCheckSheetResponse> {
    const [visit, checkIn, form] = await Promise.all([
      this.visits.get(visitId),
      this.checkIns.get(visitId),
      this.forms.version(formId, formVersion),
    ]);
    checkIn.completeSheet({ formId, formVersion, points, seconds }, form, actor.id, at);
    visit.note('check_sheet_completed', at);
    return { visitId, stage: visit.stage };
  }
}
