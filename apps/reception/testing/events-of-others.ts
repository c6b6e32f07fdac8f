import { minute } from '@waystation/testing/model';
import { aVisit, type VisitBuilder } from './a-visit.ts';
import { aConfirmation, slot } from './examples.ts';
import { ids } from './ids.ts';

const ofVisit = { visitId: ids.visit };
const on = (visit: VisitBuilder, event: object = {}) => ({ given: [visit], event: { ...ofVisit, ...event } });
const confirmed = confirmedByOthers();
const reading = { part: 'tyre', position: '1L', value: '1.5', unit: 'mm', limit: '1.6' };

/** Example of the event of each reaction. */
export const eventsOfOthers = {
  BookVisitWhenAppointmentConfirmed: { given: [], event: confirmed },
  DraftOrderWhenAppointmentConfirmed: { given: [], event: confirmed },
  MoveBookingWhenAppointmentMoved: on(aVisit(), {
    advisorId: ids.technician,
    slot: { ...slot, startAt: minute(900), endAt: minute(960) },
  }),
  CancelBookingWhenAppointmentCancelled: on(aVisit()),
  AdvanceVisitWhenJobStarted: on(aVisit().countersigned()),
  AdvanceVisitWhenWorkFinished: on(aVisit().countersigned()),
  AdvanceVisitWhenWorkReopened: on(aVisit().repaired()),
  AdvanceVisitWhenInspectionStarted: on(aVisit().repaired()),
  AdvanceVisitWhenInspectionPassed: on(aVisit().repaired()),
  AdvanceVisitWhenVehicleHandedOver: on(aVisit().repaired(), {
    inspectorId: ids.inspector,
    orderRevision: 5,
    repairExplained: true,
  }),
  AdvanceVisitWhenStatementSettled: on(aVisit().handoverAccepted()),
  AdvanceVisitWhenVehicleDelivered: on(aVisit().handoverAccepted()),
  AdvanceVisitWhenFollowUpRecorded: on(aVisit().handoverAccepted()),
  AdvanceVisitWhenFollowUpExpired: on(aVisit().handoverAccepted()),
  HoldVisitWhenPartsShort: on(aVisit()),
  ReleaseVisitWhenPartsCovered: on(aVisit().having(({ visit }, at) => visit.reportPartsShort(at))),
  HoldVisitWhenExpertHelpRequested: on(aVisit().countersigned(), { questionId: ids.question }),
  ReleaseVisitWhenExpertHelpAnswered: on(
    aVisit()
      .countersigned()
      .having(({ visit }, at) => visit.requestExpertHelp(ids.question, at)),
    { questionId: ids.question },
  ),
  HoldVisitWhenNonconformityRaised: on(aVisit().repaired(), { nonconformityId: ids.nonconformity }),
  ListFindingWhenFindingReported: on(aVisit().countersigned(), { findingId: ids.finding, severity: 'soon' }),
  RecommendWorkWhenDefectNoted: on(aVisit().repaired(), { defectId: ids.defect, severity: 'immediate', unsafe: true }),
  RecommendWorkWhenWearRecorded: on(aVisit().repaired(), { readings: [reading, { ...reading, value: '7' }] }),
};

/** Confirmation without station and time, which the publisher adds. */
function confirmedByOthers(): object {
  const { stationId: _station, at: _at, ...confirmed } = aConfirmation();
  return confirmed;
}
