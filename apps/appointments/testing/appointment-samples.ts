import type { Keeper } from '@waystation/testing';
import { day, minute } from '@waystation/testing/model';
import {
  aConcern,
  aDiagnosis,
  aRequest,
  anAdvisor,
  anAppointment,
  brakes,
  ids,
  oilChange,
  timeZone,
} from './an-appointment.ts';

/** Stores reference data in a service: a station, an advisor on shift for a week, standards, operations and prices. */
export async function keepStation(service: Keeper, stationId: string): Promise<void> {
  const keep = (state: string, fields: object, of?: string) =>
    service.keep(`waystation.network.v1.${state}`, fields, of);
  const market = { currency: 'CNY', jurisdiction: 'CN' };
  await keep('StationState', { stationId, status: 'open', timeZone, language: 'zh', ...market }, stationId);
  const advisor = anAdvisor();
  await keep('StaffState', { key: `${stationId}:${advisor.staffId}`, stationId, ...advisor }, stationId);
  const standards = [
    { version: '6', from: day(-20) },
    { version: '7', from: day(-10) },
    { version: '8', from: day(10) },
  ];
  for (const { version, from } of standards) {
    await keep('StandardState', { key: `${stationId}:${version}`, stationId, version, from }, stationId);
  }
  for (const operation of [brakes, oilChange]) {
    const key = `${stationId}:${operation.operation}:1`;
    await keep('LabourOperationState', { key, version: 1, stationId, from: day(-20), ...operation }, stationId);
  }
  const taxCategory = 'VAT13';
  const rates = ['mechanical', 'maintenance'].map((workKind) => ({ workKind, perHourMinor: 18_000n, taxCategory }));
  const prices = {
    key: 'prices:1',
    priceListId: 'prices',
    version: 1,
    stationId,
    from: day(-20),
    labourRates: rates,
    taxCategories: [{ code: taxCategory, ratePercent: '13' }],
    partPages: 1,
    parts: 1,
    ...market,
  };
  await keep('PriceListState', prices, stationId);
  const partPrices = [{ partNumber: 'BRK-LIN-2207', perUnitMinor: 46_000n, taxCategory }];
  const page = { key: 'prices:1:1', priceListId: 'prices', version: 1, page: 1, stationId, partPrices };
  await keep('PartPricesState', page, stationId);
}

const ofAppointment = { appointmentId: ids.appointment };
const ofVisit = { visitId: ids.visit };
const { customerId: _, vehicleId: __, plateIndex: ____, callBackIndex: _____, preferredAt, ...facts } = aRequest();
const typed = { ...facts, preferredAt: preferredAt! };
const { concernId: ___, ...stated } = aConcern();
const room = { bayId: ids.bay, technicianId: ids.technician };
const later = { startAt: day(4, 60), endAt: day(4, 180) };
const explained = { causeExplained: true, remedyExplained: true, priceExplained: true, durationExplained: true };

/** Example of each step, with its actor and the events that it publishes. */
export const appointmentSamples = {
  RequestAppointment: {
    given: [],
    request: { source: 'phone', ...typed, concerns: [stated] },
    by: 'clerk',
    publishes: { AppointmentRequested: { source: 'phone', preferredAt, standardVersion: '7' } },
  },
  AmendAppointment: {
    given: [anAppointment().diagnosed()],
    request: {
      ...ofAppointment,
      revision: 2,
      ...typed,
      concerns: [aConcern(), { concernId: '', kind: 'maintenance', description: 'Oil' }],
    },
    by: 'clerk',
    publishes: { AppointmentAmended: { preferredAt } },
  },
  DeclineAppointment: {
    given: [anAppointment()],
    request: { ...ofAppointment, reason: 'no_capacity', otherStationIds: [ids.unknown] },
    by: 'clerk',
    publishes: { AppointmentDeclined: { reason: 'no_capacity', otherStationIds: [ids.unknown] } },
  },
  RecordPreDiagnosis: {
    given: [anAppointment()],
    request: { ...ofAppointment, diagnoses: [aDiagnosis()] },
    by: 'clerk',
    publishes: {
      PreDiagnosisRecorded: { diagnoses: [{ suspectedCause: 'worn', operations: [brakes.operation] }] },
    },
  },
  RequestDiagnosisHelp: {
    given: [anAppointment()],
    request: { ...ofAppointment, concernId: ids.concern, question: 'What may it be?' },
    by: 'clerk',
    publishes: { DiagnosisHelpRequested: { concernId: ids.concern, askedBy: ids.clerk } },
  },
  AnswerDiagnosisHelp: {
    given: [
      anAppointment().having((appointment, id) =>
        appointment.requestDiagnosisHelp(
          { questionId: id(ids.question), concernId: '', question: 'What may it be?' },
          { id: id(ids.clerk) },
          minute(1),
        ),
      ),
    ],
    request: { ...ofAppointment, questionId: ids.question, answer: 'The linings' },
    by: 'expert',
    publishes: { DiagnosisHelpAnswered: { questionId: ids.question, expertId: ids.expert, askedAt: minute(1) } },
  },
  EstimateAppointment: {
    given: [anAppointment().diagnosed()],
    request: ofAppointment,
    by: 'clerk',
    publishes: {
      AppointmentEstimated: {
        estimateVersion: 1,
        estimate: { amountMinor: 144_640n, currency: 'CNY', labourMinutes: 120, priceLists: ['prices:1'] },
      },
    },
  },
  ExplainEstimate: {
    given: [anAppointment().estimated()],
    request: { ...ofAppointment, ...explained, channel: 'phone', explainedTo: 'Wu Lei' },
    by: 'clerk',
    publishes: {
      EstimateExplained: { estimateVersion: 1, priceExplained: true, channel: 'phone', explainedBy: ids.clerk },
    },
  },
  ChooseSlot: {
    given: [anAppointment().slotted()],
    request: { ...ofAppointment, ...room, ...later },
    by: 'clerk',
    publishes: { SlotChosen: { slot: { bookingId: ids.otherBooking, ...later }, asPreferred: false } },
  },
  AssignAdvisor: {
    given: [anAppointment().slotted()],
    request: { ...ofAppointment, advisorId: ids.advisor },
    by: 'clerk',
    publishes: { AdvisorAssigned: { advisorId: ids.advisor } },
  },
  ConfirmAppointment: {
    given: [anAppointment().ready()],
    request: ofAppointment,
    by: 'clerk',
    publishes: {
      AppointmentConfirmed: {
        advisorId: ids.advisor,
        slot: { bookingId: ids.booking, startAt: day(3, 60), endAt: day(3, 180) },
        operations: [{ concernId: ids.concern, workKind: 'repair', code: brakes.operation, labourMinutes: 120 }],
        parts: [{ concernId: ids.concern, partNumber: 'BRK-LIN-2207', quantity: '2' }],
        estimate: { amountMinor: 144_640n, priceLists: ['prices:1'] },
        standardVersion: '7',
      },
    },
  },
  MarkPreparationItem: {
    given: [anAppointment().confirmed()],
    request: { ...ofAppointment, item: 'tools', ready: false, reason: 'tool_missing' },
    by: 'advisor',
    publishes: {
      PreparationItemMarked: { item: 'tools', ready: false, reason: 'tool_missing', markedBy: ids.advisor },
    },
  },
  MoveAppointment: {
    given: [anAppointment().confirmed()],
    request: {
      ...ofAppointment,
      movedBy: 'station',
      reason: 'technician_ill',
      ...room,
      ...later,
      notices: [{ at: minute(-10), channel: 'phone', reached: true }],
      alternativeOffered: true,
    },
    by: 'clerk',
    publishes: {
      AppointmentMoved: {
        slot: { bookingId: ids.otherBooking, ...later },
        previousStartAt: day(3, 60),
        advisorId: ids.advisor,
        movedBy: 'station',
        reason: 'technician_ill',
      },
    },
  },
  CancelAppointment: {
    given: [anAppointment().confirmed()],
    request: { ...ofAppointment, cancelledBy: 'customer', reason: 'customer_request' },
    by: 'clerk',
    publishes: { AppointmentCancelled: { cancelledBy: 'customer', reason: 'customer_request' } },
  },
  ReconfirmAppointment: {
    given: [anAppointment().prepared()],
    request: { ...ofAppointment, leadTime: 'day', answer: 'comes' },
    by: 'clerk',
    publishes: { AppointmentReconfirmed: { leadTime: 'day', answer: 'comes', ready: true, confirmedBy: ids.clerk } },
  },
  LogCall: {
    given: [],
    request: { rangAt: minute(-2), outcome: 'answered', ringingSeconds: 6, talkingSeconds: 90 },
    by: 'clerk',
    publishes: { CallLogged: { outcome: 'answered', ringingSeconds: 6, talkingSeconds: 90, source: 'by_hand' } },
  },
} as const;

/** Example of each query. */
export const querySamples = {
  GetAppointment: { given: [anAppointment().confirmed()], request: ofAppointment, by: 'advisor' },
  FindAppointments: {
    given: [anAppointment().confirmed()],
    request: { plate: '沪a·12345', from: day(0), to: day(7) },
    by: 'advisor',
  },
  ListAppointments: { given: [anAppointment().confirmed()], request: { from: day(0), to: day(7) }, by: 'advisor' },
  ListWork: { given: [anAppointment()], request: {}, by: 'clerk' },
  ListEvents: { given: [anAppointment()], request: ofVisit, by: 'advisor' },
} as const;

/** Example of the event of each reaction. */
export const reactionSamples = {
  KeepAppointmentWhenVisitOpened: {
    given: [anAppointment().confirmed()],
    event: { ...ofVisit, appointmentId: ids.appointment },
  },
  MarkNoShowWhenVisitMarkedNoShow: { given: [anAppointment().confirmed()], event: ofVisit },
  MarkPartsWhenPartsShelved: { given: [anAppointment().confirmed()], event: { ...ofVisit, complete: true } },
  MarkPartsWhenPartsShort: { given: [anAppointment().confirmed()], event: ofVisit },
  MarkBayWhenSlotBooked: { given: [anAppointment().confirmed()], event: { ...ofVisit, bookingId: ids.booking } },
  MarkDraftWhenRepairOrderDrafted: { given: [anAppointment().confirmed()], event: ofVisit },
};
