import { Document } from '@waystation/documents';
import { aRequestedOverride, type Keeper } from '@waystation/testing';
import { hash, minute, type Place } from '@waystation/testing/model';
import { aVisit, type VisitBuilder } from './a-visit.ts';
import { anItem, aSignature, condition, party, sheet, strokes } from './examples.ts';
import { ids } from './ids.ts';

const taxCategories = [{ code: 'standard', ratePercent: '13' }];

/** Stores reference data in a service: a station, its standard, prices, operations and forms. */
export async function keepReferenceData(service: Keeper, stationId: string): Promise<void> {
  const state = (name: string) => `waystation.network.v1.${name}State`;
  const began = { from: minute(-1000), at: minute(-1000) };
  await service.keep(
    state('Station'),
    {
      stationId,
      name: 'North Gate',
      status: 'open',
      timeZone: 'Asia/Shanghai',
      jurisdiction: 'CN',
      currency: 'CNY',
      language: 'zh',
      address: '9 Ring Road',
      phone: '400 100 200',
    },
    stationId,
  );
  await service.keep(
    state('Staff'),
    { key: `${stationId}:${ids.advisor}`, stationId, staffId: ids.advisor, displayName: 'Zhang Min', active: true },
    stationId,
  );
  const colleague = { stationId, staffId: ids.technician, displayName: 'Lin Feng', active: true };
  await service.keep(state('Staff'), { key: `${stationId}:${ids.technician}`, ...colleague }, stationId);
  await service.keep(
    state('Standard'),
    { key: `${stationId}:7`, stationId, version: '7', rules: [{ rule: 'REC-D15', mode: 'record' }], ...began },
    stationId,
  );
  await service.keep(
    state('PriceList'),
    {
      key: 'network:1',
      priceListId: 'network',
      version: 1,
      currency: 'CNY',
      jurisdiction: 'CN',
      labourRates: [{ workKind: 'mechanical', perHourMinor: 30_000n, taxCategory: 'standard' }],
      taxCategories,
      partPages: 1,
      parts: 1,
      ...began,
    },
    stationId,
  );
  await service.keep(
    state('PartPrices'),
    {
      key: 'network:1:1',
      priceListId: 'network',
      version: 1,
      page: 1,
      partPrices: [{ partNumber: 'BL-400', perUnitMinor: 12_000n, taxCategory: 'standard' }],
    },
    stationId,
  );
  await service.keep(
    state('LabourOperation'),
    {
      key: '013-001-017/2:1',
      operation: '013-001-017/2',
      version: 1,
      descriptionEn: 'Reline the brakes',
      descriptionZh: '更换制动片',
      workKind: 'mechanical',
      labourMinutes: 90,
      skill: 'brakes',
      tools: ['torque_wrench'],
      safetyConfirmations: [{ code: 'lift_secured', mandatory: true }],
      manualReference: 'WM-13 4.2',
      guaranteeClass: 'major',
      ...began,
    },
    stationId,
  );
  const forms = [
    { key: `${ids.sheet}:3`, formId: ids.sheet, version: 3, kind: 'check_sheet', codes: ['lights', 'tyres'] },
    { key: `${ids.consent}:1`, formId: ids.consent, version: 1, kind: 'consent', codes: ['work'] },
  ];
  for (const { codes, ...form } of forms) {
    const points = codes.map((code) => ({ code, answer: 'ok_or_not' }));
    await service.keep(state('Form'), { ...form, points, ...began }, stationId);
  }
}

const ofVisit = { visitId: ids.visit };
const ofRecommendation = { recommendationId: ids.recommendation };
const given = (visit: VisitBuilder) => [visit];
const proposal = anItem({ itemId: ids.proposal, status: 'proposed', cause: '' });
const custody = { custodyId: ids.custody, keys: 2, vehiclePapers: ['registration'], place: 'board 4' };

/** Example of each step, with its actor and the events that it publishes. */
export const stepSamples = {
  RegisterArrival: {
    given: given(aVisit()),
    request: { appointmentId: ids.appointment, plate: 'A 12345', source: 'gate' },
    by: 'gateAttendant',
    publishes: {
      VehicleArrived: { appointmentId: ids.appointment, source: 'gate' },
      VisitAdvanced: { from: 'booked', to: 'arrived' },
      VisitState: { stage: 'arrived' },
    },
  },
  OpenVisit: {
    given: given(aVisit().arrived()),
    request: { arrivalId: ids.arrival, driverWaits: true },
    by: 'advisor',
    publishes: {
      VisitOpened: { appointmentId: ids.appointment, standardVersion: '7' },
      RepairOrderDrafted: { items: 0 },
      VisitState: { stage: 'arrived' },
    },
  },
  RefreshContacts: {
    given: given(aVisit().opened()),
    request: ofVisit,
    by: 'advisor',
    publishes: { ContactsRefreshed: { customerId: ids.customer, contacts: 3, approvers: 2 } },
  },
  GreetCustomer: {
    given: given(aVisit().opened()),
    request: { ...ofVisit, introduced: true },
    by: 'advisor',
    publishes: { CustomerGreeted: { otherAdvisorReason: '' } },
  },
  ConfirmConcerns: {
    given: given(aVisit().opened()),
    request: { ...ofVisit, concerns: [{ concernId: ids.concern, description: 'They squeal when wet' }] },
    by: 'advisor',
    publishes: { ConcernRecorded: { concernId: ids.concern, booked: true } },
  },
  AddConcern: {
    given: given(aVisit().opened()),
    request: { ...ofVisit, kind: 'fault', description: 'A hose leaks', foundByStation: true },
    by: 'advisor',
    publishes: { ConcernRecorded: { kind: 'fault', foundByStation: true } },
  },
  CompleteCheckSheet: {
    given: given(aVisit().opened()),
    request: { ...ofVisit, ...sheet },
    by: 'advisor',
    publishes: { CheckSheetCompleted: { formId: ids.sheet, seconds: 300 } },
  },
  RecordCondition: {
    given: given(aVisit().opened()),
    request: { ...ofVisit, ...condition, belongings: ['a coat'] },
    by: 'advisor',
    publishes: { ConditionRecorded: { odometerKm: 120_500, damages: 1 } },
  },
  FitProtectiveCovers: {
    given: given(aVisit().opened()),
    request: { ...ofVisit, customerPresent: true },
    by: 'assistant',
    publishes: { ProtectiveCoversFitted: { customerPresent: true } },
  },
  TakeKeysAndPapers: {
    given: given(aVisit().opened()),
    request: { ...ofVisit, keys: 2, vehiclePapers: ['registration'], place: 'board 4' },
    by: 'advisor',
    publishes: { KeysAndPapersTaken: { keys: 2, vehiclePapers: ['registration'] } },
  },
  ConfirmPreparation: {
    given: given(aVisit().opened()),
    request: { ...ofVisit, ready: ['order_draft', 'parts', 'expert', 'technician_and_bay', 'tools', 'documents'] },
    by: 'advisor',
    publishes: { PreparationConfirmed: { missing: [] } },
  },
  DiagnoseConcern: {
    given: given(aVisit().planning(proposal).checkedIn()),
    request: { ...ofVisit, concernId: ids.concern, cause: 'worn', description: 'Linings at 3 mm', method: 'advisor' },
    by: 'advisor',
    publishes: {
      ConcernDiagnosed: { cause: 'worn', method: 'advisor' },
      RepairItemAdded: { item: { itemId: ids.proposal, cause: 'worn' } },
    },
  },
  AddRepairItem: {
    given: given(aVisit().diagnosed()),
    request: {
      ...ofVisit,
      concernId: ids.concern,
      correction: 'Reline',
      workKind: 'repair',
      operations: ['013-001-017/2'],
      parts: [{ partNumber: 'BL-400', quantity: '4' }],
    },
    by: 'advisor',
    publishes: { RepairItemAdded: { item: { cause: 'worn', guaranteeClass: 'major', payer: 'customer' } } },
  },
  RemoveRepairItem: {
    given: given(aVisit().quoted()),
    request: { ...ofVisit, itemId: ids.item },
    by: 'advisor',
    publishes: { RepairItemRemoved: { itemId: ids.item } },
  },
  AssessCoverage: {
    given: given(aVisit().itemised()),
    request: { ...ofVisit, items: [{ itemId: ids.item, payer: 'warranty', reference: 'W-1' }] },
    by: 'assessor',
    publishes: { CoverageAssessed: { itemId: ids.item, payer: 'warranty' } },
  },
  QuoteRepairOrder: {
    given: given(aVisit().itemised()),
    request: { ...ofVisit, ceilingMinor: 200_000n },
    by: 'advisor',
    // 90 minutes at 300 an hour, four linings at 120, and 13 % tax.
    publishes: { RepairOrderQuoted: { quoteVersion: 1, amountMinor: 105_090n, ceilingMinor: 200_000n } },
  },
  PromiseDelivery: {
    given: given(aVisit().quoted()),
    request: { ...ofVisit, promisedAt: minute(600) },
    by: 'advisor',
    publishes: {
      DeliveryPromised: { promisedAt: minute(600), firstPromisedAt: minute(600) },
      VisitState: { promisedAt: minute(600) },
    },
  },
  ExplainRepairOrder: {
    given: given(aVisit().promised()),
    request: ofVisit,
    by: 'advisor',
    publishes: { RepairOrderExplained: {} },
  },
  PresentRepairOrder: {
    given: given(aVisit().promised()),
    request: ofVisit,
    by: 'advisor',
    publishes: { RepairOrderPresented: {} },
  },
  SignRepairOrder: {
    given: given(aVisit().shown()),
    request: { ...ofVisit, ...aSignature() },
    by: 'advisor',
    publishes: { RepairOrderSigned: { contactId: ids.approver, acceptance: '', identifiedBy: 'id_card' } },
  },
  CountersignRepairOrder: {
    given: given(aVisit().signed()),
    request: { ...ofVisit, documentHash: hash, device: 'tablet 3', strokes },
    by: 'advisor',
    publishes: {
      RepairOrderCountersigned: { items: [{ itemId: ids.item }] },
      VisitAdvanced: { from: 'checked_in', to: 'ordered' },
      VisitState: { stage: 'ordered' },
    },
  },
  WithdrawSignature: {
    given: given(aVisit().signed()),
    request: { ...ofVisit, reason: 'order_to_be_changed' },
    by: 'advisor',
    publishes: { SignatureWithdrawn: { documentHash: hash, reason: 'order_to_be_changed', withdrawnBy: ids.advisor } },
  },
  GiveCopy: {
    given: given(aVisit().countersigned()),
    request: { ...ofVisit, medium: 'print' },
    by: 'assistant',
    publishes: { CopyGiven: { medium: 'print' } },
  },
  RecordWaitingArrangement: {
    given: given(aVisit().countersigned()),
    request: { ...ofVisit, whereabouts: 'left', contactDetails: '+86 10 5555 0101' },
    by: 'advisor',
    publishes: { WaitingArrangementRecorded: { whereabouts: 'left' } },
  },
  RecommendWork: {
    given: given(aVisit().countersigned()),
    request: { ...ofVisit, description: 'The tyres are worn', urgency: 'immediate', unsafe: true },
    by: 'advisor',
    publishes: { WorkRecommended: { urgency: 'immediate', source: 'advisor', vehicleId: ids.vehicle } },
  },
  AnswerRecommendation: {
    given: given(aVisit().countersigned().recommending()),
    request: { ...ofRecommendation, answer: 'refused' },
    by: 'advisor',
    publishes: { RecommendationAnswered: { answer: 'refused', vehicleId: ids.vehicle } },
  },
  SignRefusal: {
    given: given(
      aVisit()
        .countersigned()
        .recommending()
        .having(({ recommendations }, at) => recommendations[0]!.answer('refused', at)),
    ),
    request: { ...ofRecommendation, contactId: ids.approver, identifiedBy: 'known', strokes },
    by: 'advisor',
    publishes: { RefusalSigned: { witnessed: false, contactId: ids.approver, acceptance: '', witnessId: '' } },
  },
  ReportProgress: {
    given: given(aVisit().countersigned()),
    request: { ...ofVisit, kind: 'delay', channel: 'phone', remarks: 'An hour later' },
    by: 'advisor',
    publishes: { ProgressReported: { kind: 'delay', channel: 'phone' } },
  },
  AcceptHandover: {
    given: given(aVisit().offered()),
    request: ofVisit,
    by: 'advisor',
    publishes: {
      HandoverAccepted: { inspectorId: ids.inspector },
      VisitAdvanced: { from: 'in_inspection', to: 'handed_over' },
      VisitState: { stage: 'handed_over' },
    },
  },
  ReturnKeysAndPapers: {
    given: given(
      aVisit()
        .countersigned()
        .having(({ checkIn }, at) => checkIn.takeKeysAndPapers(custody, ids.advisor, at)),
    ),
    request: ofVisit,
    by: 'advisor',
    publishes: { KeysAndPapersReturned: { custodyId: ids.custody } },
  },
  RemoveProtectiveCovers: {
    given: given(
      aVisit()
        .countersigned()
        .having(({ checkIn }, at) => checkIn.fitProtectiveCovers(true, ids.advisor, at)),
    ),
    request: ofVisit,
    by: 'advisor',
    publishes: { ProtectiveCoversRemoved: {} },
  },
  CancelVisit: {
    given: given(aVisit().checkedIn()),
    request: { ...ofVisit, reason: 'customer_request' },
    by: 'advisor',
    publishes: {
      VisitCancelled: { reason: 'customer_request' },
      VisitAdvanced: { from: 'checked_in', to: 'cancelled' },
      VisitState: { stage: 'cancelled' },
    },
  },
  RequestOverride: {
    given: given(aVisit().opened()),
    request: { ...ofVisit, rule: 'REC-D05', subject: 'tyres', justification: 'the vehicle is in deep snow' },
    by: 'advisor',
    publishes: { OverrideRequested: { rule: 'REC-D05', subject: 'tyres', requestedBy: ids.advisor } },
  },
  GrantOverride: {
    given: given(aVisit().opened()),
    request: { ...ofVisit, rule: 'REC-D05', revision: 1, reason: 'seen last week' },
    by: 'manager',
    publishes: { OverrideGranted: { rule: 'REC-D05', subject: ids.visit, revision: 1, requestedBy: '' } },
  },
  DeclineOverride: {
    given: [aRequestedOverride(ids.visit, 'REC-D05', ids.override)],
    request: { ...ofVisit, rule: 'REC-D05', reason: 'there is time to do it' },
    by: 'manager',
    publishes: { OverrideDeclined: { rule: 'REC-D05', subject: ids.visit, requestedBy: ids.advisor } },
  },
} as const;

/** Request for a walk-in whose customer is unknown. */
export const typedParty = { arrivalId: ids.arrival, party, plate: 'B 999' };

/** Stored document. */
const aDocument = {
  build: ({ stationId, now: createdAt, id }: Place) => {
    const facts = { kind: 'repair_order', fileName: 'repair-order.pdf', content: Buffer.from('%PDF-'), createdAt };
    return Document.keep({ id: id(ids.document), visitId: id(ids.visit), ...facts }, stationId);
  },
};

/** Example of each query. */
export const querySamples = {
  GetVisit: { given: given(aVisit().shown().recommending()), request: ofVisit, by: 'advisor' },
  ListVisits: { given: given(aVisit().opened()), request: {}, by: 'advisor' },
  GetVisitOrder: { given: given(aVisit().countersigned()), request: ofVisit, by: 'cashier' },
  GetDeparture: { given: given(aVisit().countersigned()), request: ofVisit, by: 'cashier', service: 'billing' },
  GetSigners: { given: given(aVisit().countersigned()), request: ofVisit, by: 'inspector', service: 'quality' },
  GetDocument: { given: [aDocument], request: { documentId: ids.document }, by: 'advisor' },
  ListWork: { given: given(aVisit().opened()), request: {}, by: 'advisor' },
  ListOverrides: {
    given: [aRequestedOverride(ids.visit, 'REC-D05', ids.override)],
    request: ofVisit,
    by: 'manager',
  },
  ListStationOverrides: {
    given: [aRequestedOverride(ids.visit, 'REC-D05', ids.override)],
    request: {},
    by: 'manager',
  },
  ListEvents: { given: given(aVisit().opened()), request: ofVisit, by: 'advisor' },
} as const;
