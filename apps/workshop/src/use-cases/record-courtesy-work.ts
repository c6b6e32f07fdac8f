import { UseCase, type Call } from '@waystation/call';
import type { RecordCourtesyWorkRequest, RecordCourtesyWorkResponse } from '@waystation/contracts/workshop/v1/service';
import { mustBeCurrencyOfStation } from '@waystation/model';
import { Stations } from '@waystation/reference';
import { VisitWorks } from '../store/visit-work.mapping.ts';

@UseCase()
export class RecordCourtesyWork {
  constructor(
    private readonly works: VisitWorks,
    private readonly stations: Stations,
  ) {}

  async execute(
    { visitId, description, workedMinutes, amountMinor, currency }: RecordCourtesyWorkRequest,
    call: Call,
  ): Promise<RecordCourtesyWorkResponse> {
    const [work, station] = await Promise.all([this.works.get(visitId), this.stations.findOwn()]);
    mustBeCurrencyOfStation(station?.currency, currency);
    const standard = await call.standard(work.standardVersion);
    const cap = { minutes: standard.limit('REP-D10', 'minutes'), amountMinor: standard.limit('REP-D10', 'amount') };
    const courtesyId = call.newId();
    const courtesy = { description, workedMinutes, amountMinor, currency };
    work.recordCourtesyWork(courtesyId, courtesy, cap, call.actor, call.now);
    return { visitId, status: work.status, courtesyId };
  }
}
