import type { Actor } from '@waystation/call';
import { Role } from '@waystation/contracts/options';
import { GetDocument, sha256Hex } from '@waystation/documents';
import { ListStationOverrides, RequestOverride } from '@waystation/overrides';
import { ListEvents } from '@waystation/service';
import { minute, type Place } from '@waystation/testing/model';
import { GetDeparture } from './queries/get-departure.ts';
import { GetVisitOrder } from './queries/get-visit-order.ts';
import { GetVisit } from './queries/get-visit.ts';
import { ListVisits } from './queries/list-visits.ts';
import { ListWork } from './queries/list-work.ts';
import { others, resetOthers, startReception } from '../testing/a-reception.ts';
import { aVisit, type Records, type VisitBuilder } from '../testing/a-visit.ts';
import { aConfirmation, aRefusal, condition, party, sheet, strokes } from '../testing/examples.ts';
import { ids } from '../testing/ids.ts';
import { keepReferenceData } from '../testing/samples.ts';
import { MarkNoShow } from './timers/mark-no-show.ts';
import { AcceptHandover } from './use-cases/accept-handover.ts';
import { AnswerRecommendation } from './use-cases/answer-recommendation.ts';
import { CompleteCheckSheet } from './use-cases/complete-check-sheet.ts';
import { ConfirmConcerns } from './use-cases/confirm-concerns.ts';
import { ConfirmPreparation } from './use-cases/confirm-preparation.ts';
import { CountersignRepairOrder } from './use-cases/countersign-repair-order.ts';
import { DiagnoseConcern } from './use-cases/diagnose-concern.ts';
import { ExplainRepairOrder } from './use-cases/explain-repair-order.ts';
import { FitProtectiveCovers } from './use-cases/fit-protective-covers.ts';
import { GiveCopy } from './use-cases/give-copy.ts';
import { GreetCustomer } from './use-cases/greet-customer.ts';
import { OpenVisit } from './use-cases/open-visit.ts';
import { PresentRepairOrder } from './use-cases/present-repair-order.ts';
import { PromiseDelivery } from './use-cases/promise-delivery.ts';
import { QuoteRepairOrder } from './use-cases/quote-repair-order.ts';
import { RecommendWork } from './use-cases/recommend-work.ts';
import { RecordCondition } from './use-cases/record-condition.ts';
import { RecordWaitingArrangement } from './use-cases/record-waiting-arrangement.ts';
import { RegisterArrival } from './use-cases/register-arrival.ts';
import { RemoveProtectiveCovers } from './use-cases/remove-protective-covers.ts';
import { ReturnKeysAndPapers } from './use-cases/return-keys-and-papers.ts';
import { SignRefusal } from './use-cases/sign-refusal.ts';
import { SignRepairOrder } from './use-cases/sign-repair-order.ts';
import { TakeKeysAndPapers } from './use-cases/take-keys-and-papers.ts';

const reception = await startReception();
const { given, actors, stationA, clock } = reception;
const { advisor, gateAttendant, cashier, manager } = actors;
const ofVisit = { visitId: ids.visit };
const desk = { by: advisor };

beforeAll(() => keepReferenceData(reception, stationA.id));
beforeEach(resetOthers);

const names = () => reception.eventNames();
const arrives = (type: string, fields: object = {}) =>
  reception.react(reception.event(`waystation.${type}`, { ...ofVisit, ...fields }));

describe('the usual course of a visit', () => {
  const order = { ...ofVisit };
  const confirm = async () => {
    const { stationId: _, at: __, ...confirmed } = aConfirmation();
    await arrives('appointments.v1.AppointmentConfirmed', confirmed);
  };
  const receive = async () => {
    const arrival = { appointmentId: ids.appointment, plate: 'A 12345', source: 'gate' };
    const { arrivalId } = await reception.run(RegisterArrival, arrival, { by: gateAttendant });
    await reception.run(OpenVisit, { arrivalId }, desk);
    await reception.run(GreetCustomer, { ...ofVisit, introduced: true }, desk);
    await reception.run(ConfirmConcerns, { ...ofVisit, concerns: [{ concernId: ids.concern, description: '' }] }, desk);
    await reception.run(ConfirmPreparation, { ...ofVisit, ready: ['order_draft', 'parts'] }, desk);
    await reception.run(CompleteCheckSheet, { ...ofVisit, ...sheet }, desk);
    await reception.run(RecordCondition, { ...ofVisit, ...condition, belongings: ['a coat'] }, desk);
    await reception.run(FitProtectiveCovers, { ...ofVisit, customerPresent: true }, desk);
    await reception.run(
      TakeKeysAndPapers,
      { ...ofVisit, keys: 2, vehiclePapers: ['registration'], place: 'board 4' },
      desk,
    );
  };
  const agree = async () => {
    const diagnosis = { ...ofVisit, concernId: ids.concern, cause: 'worn', description: '3 mm', method: 'advisor' };
    const { itemIds } = await reception.run(DiagnoseConcern, diagnosis, desk);
    expect(itemIds).toHaveLength(1);
    await reception.run(QuoteRepairOrder, { ...order, ceilingMinor: 150_000n }, desk);
    await reception.run(PromiseDelivery, { ...order, promisedAt: minute(400) }, desk);
    await reception.run(ExplainRepairOrder, order, desk);
    const { documentHash } = await reception.run(PresentRepairOrder, order, desk);
    const drawn = { ...order, documentHash, device: 'tablet 3', strokes };
    const consent = { consentFormId: ids.consent, consentFormVersion: 1 };
    const customer = { contactId: ids.owner, identifiedBy: 'id_card', ...consent };
    await reception.run(SignRepairOrder, { ...drawn, ...customer }, desk);
    return reception.run(CountersignRepairOrder, drawn, desk);
  };

  it('leads from the booking to the follow-up', async () => {
    await confirm();
    await receive();
    const agreed = await agree();
    expect(agreed).toMatchObject({ status: 'countersigned', stage: 'ordered' });
    await reception.run(GiveCopy, { ...order, medium: 'print' }, desk);
    await reception.run(RecordWaitingArrangement, { ...ofVisit, whereabouts: 'lounge' }, desk);
    await arrives('workshop.v1.JobStarted');
    await arrives('workshop.v1.FindingReported', { findingId: ids.finding, severity: 'immediate', unsafe: true });
    const finding = {
      ...ofVisit,
      findingId: ids.finding,
      description: 'A hose leaks',
      urgency: 'immediate',
      unsafe: true,
    };
    const { recommendationId } = await reception.run(RecommendWork, finding, desk);
    await reception.run(AnswerRecommendation, { recommendationId, answer: 'refused' }, desk);
    await reception.run(SignRefusal, { recommendationId, ...aRefusal }, desk);
    await arrives('workshop.v1.WorkFinished', { round: 1, orderRevision: agreed.orderRevision });
    await arrives('quality.v1.InspectionStarted');
    await arrives('quality.v1.InspectionPassed', { orderRevision: agreed.orderRevision });
    const offered = { inspectorId: ids.inspector, orderRevision: agreed.orderRevision, repairExplained: true };
    await arrives('quality.v1.VehicleHandedOver', offered);
    await reception.run(AcceptHandover, ofVisit, desk);
    await arrives('billing.v1.StatementSettled');
    await reception.run(ReturnKeysAndPapers, ofVisit, desk);
    await reception.run(RemoveProtectiveCovers, ofVisit, desk);
    const departure = reception.run(GetDeparture, ofVisit, { by: cashier, service: 'billing' });
    await expect(departure).resolves.toMatchObject({
      stage: 'settled',
      keysReturned: true,
      protectiveCoversRemoved: true,
      handoverAccepted: true,
      unansweredRecommendationIds: [],
      unsignedRefusalIds: [],
    });
    await arrives('billing.v1.VehicleDelivered');
    await arrives('crm.v1.FollowUpRecorded');

    const advanced = (await reception.events()).filter(({ name }) => name === 'VisitAdvanced');
    expect(advanced.map(({ fields }) => fields['to'])).toEqual([
      'booked',
      'arrived',
      'checked_in',
      'ordered',
      'in_repair',
      'in_inspection',
      'handed_over',
      'settled',
      'delivered',
      'closed',
    ]);
    const all = JSON.stringify(await reception.database.rows('select payload, headers from outbox'));
    for (const secret of ['Haulage', 'Li Wei', 'Sun Li', 'Gao Feng', 'squeal', 'leaks', '5555', 'A 12345']) {
      expect(all).not.toContain(secret);
    }
  });

  it('requests a plan of the ordered items from the workshop', async () => {
    await confirm();
    await receive();
    await agree();
    expect(others.planned).toMatchObject([
      {
        visitId: ids.visit,
        standardVersion: '7',
        forAppointment: true,
        notBefore: minute(100),
        items: [
          {
            workKind: 'repair',
            guaranteeClass: 'major',
            payer: 'customer',
            concernId: ids.concern,
            cause: 'worn',
            operations: [{ code: '013-001-017/2', labourMinutes: 90, mandatorySafety: ['lift_secured'] }],
          },
        ],
      },
    ]);
    const [promised] = (await reception.events()).filter(({ name }) => name === 'DeliveryPromised');
    expect(promised!.fields['slots']).toMatchObject([{ bookingId: ids.booking }]);
  });

  it('gives billing everything that a statement needs', async () => {
    await confirm();
    await receive();
    const { orderRevision } = await agree();
    const asked = await reception.run(GetVisitOrder, ofVisit, { by: cashier, service: 'billing' });
    expect(asked).toMatchObject({
      status: 'countersigned',
      orderRevision,
      countersignedRevision: orderRevision,
      currency: 'CNY',
      items: [{ cause: 'worn', parts: [{ partNumber: 'BL-400', quantity: '4' }] }],
      lines: [
        {
          kind: 'labour',
          netMinor: 45_000n,
          priceList: 'network:1',
          payer: 'customer',
          description: 'Reline the brakes',
        },
        { kind: 'part', code: 'BL-400', netMinor: 48_000n, taxRatePercent: '13' },
      ],
      approvedMinor: 105_090n,
      ceilingMinor: 150_000n,
      customerId: ids.customer,
      vehicleId: ids.vehicle,
      advisorId: advisor.id,
      party: { name: party.name, contactName: 'Li Wei', phone: '+86 10', address: party.address, language: 'en' },
      vin: '1M8GDM9AXKP042788',
      plate: 'A 12345',
      odometerKm: 120_500,
      standardVersion: '7',
      paymentTermsDays: 30,
    });
  });

  it('keeps the presented and the signed document byte for byte', async () => {
    await confirm();
    await receive();
    const { documentId, documentHash } = await agree();
    const { order: known } = await reception.run(GetVisit, ofVisit, desk);
    const documents = { [documentId]: documentHash, [known!.presentedDocumentId]: known!.presentedDocumentHash };
    expect(Object.keys(documents)).toHaveLength(2);
    for (const [id, sha256] of Object.entries(documents)) {
      const { contentType, data } = await reception.run(GetDocument, { documentId: id }, desk);
      expect([contentType, sha256Hex(data)]).toEqual(['application/pdf', sha256]);
    }
    expect(known).toMatchObject({ countersignedDocumentId: documentId, countersignedDocumentHash: documentHash });
  });
});

describe('a booked vehicle', () => {
  it('becomes a no-show two hours after its time', async () => {
    await arrives('appointments.v1.AppointmentConfirmed', { ...aConfirmation(), stationId: stationA.id });
    const [timer] = await reception.timers();
    expect(timer).toEqual({ step: 'MarkNoShow', subjectId: ids.visit, dueAt: minute(180) });
    clock.advance({ hours: 3 });
    await reception.fire(MarkNoShow, ids.visit);
    expect((await names()).slice(-3)).toEqual(['VisitMarkedNoShow', 'VisitAdvanced', 'VisitState']);
    const arrival = { appointmentId: ids.appointment, source: 'gate' };
    await expect(reception.run(RegisterArrival, arrival, { by: gateAttendant })).resolves.toMatchObject({
      stage: 'arrived',
    });
    expect(await reception.timers()).toEqual([]);
  });

  it('becomes a no-show at once if its confirmation arrives after its time', async () => {
    clock.advance({ hours: 10 });
    await arrives('appointments.v1.AppointmentConfirmed', { ...aConfirmation(), stationId: stationA.id });
    expect(await reception.timers()).toEqual([{ step: 'MarkNoShow', subjectId: ids.visit, dueAt: minute(180) }]);
    await reception.fire(MarkNoShow, ids.visit);
    expect((await names()).slice(-3)).toEqual(['VisitMarkedNoShow', 'VisitAdvanced', 'VisitState']);
    expect(await reception.timers()).toEqual([]);
  });

  it('becomes a no-show only after its new time if its appointment is moved, even if the move arrives late', async () => {
    await arrives('appointments.v1.AppointmentConfirmed', { ...aConfirmation(), stationId: stationA.id });
    clock.advance({ hours: 10 });
    const slot = { ...aConfirmation().slot!, startAt: minute(120), endAt: minute(180) };
    await arrives('appointments.v1.AppointmentMoved', {
      stationId: stationA.id,
      appointmentId: ids.appointment,
      advisorId: ids.advisor,
      slot,
    });
    expect(await reception.timers()).toEqual([{ step: 'MarkNoShow', subjectId: ids.visit, dueAt: minute(240) }]);
  });
});

describe('the stage of a visit', () => {
  it('is correct even if facts arrive in the wrong order', async () => {
    await reception.arrange(aVisit().countersigned());
    clock.advance({ minutes: 10 });
    await arrives('billing.v1.VehicleDelivered');
    await arrives('crm.v1.FollowUpExpired');
    await arrives('workshop.v1.JobStarted');
    const { visits } = await reception.run(ListVisits, {}, desk);
    expect(visits).toMatchObject([{ visitId: ids.visit, stage: 'closed' }]);
  });

  it('considers events that arrive before the appointment itself', async () => {
    await arrives('parts.v1.PartsShort', {});
    expect((await reception.run(ListVisits, {}, desk)).visits).toEqual([]);
    await arrives('appointments.v1.AppointmentConfirmed', { ...aConfirmation(), stationId: stationA.id });
    expect((await reception.run(ListVisits, {}, desk)).visits).toMatchObject([{ stage: 'booked', holds: ['parts'] }]);
    expect(await names()).toEqual(expect.arrayContaining(['VisitHeld', 'RepairOrderDrafted']));
  });

  it('goes back when the work is reopened', async () => {
    await reception.arrange(aVisit().handoverAccepted());
    await arrives('workshop.v1.WorkReopened', { round: 2 });
    expect((await reception.run(GetVisit, ofVisit, desk)).summary).toMatchObject({ stage: 'in_repair' });
  });
});

describe('the work list', () => {
  const work = async (visit: VisitBuilder, request = {}) => {
    await reception.arrange(visit);
    return (await reception.run(ListWork, request, desk)).items.map(({ kind }) => kind).sort();
  };

  it.each<[string, VisitBuilder, string[]]>([
    ['arrived', aVisit().arrived(), ['open_visit']],
    [
      'opened',
      aVisit().opened(),
      ['complete_check_sheet', 'confirm_preparation', 'diagnose_concern', 'greet_customer', 'record_condition'],
    ],
    ['itemised', aVisit().walkIn().itemised(), ['quote_repair_order']],
    ['quoted', aVisit().walkIn().quoted(), ['promise_delivery']],
    ['promised', aVisit().walkIn().promised(), ['explain_repair_order', 'present_repair_order']],
    ['shown', aVisit().walkIn().shown(), ['sign_repair_order']],
    ['signed', aVisit().walkIn().signed(), ['countersign_repair_order']],
    ['countersigned', aVisit().countersigned(), ['give_copy', 'record_waiting_arrangement']],
    ['offered', aVisit().offered(), ['accept_handover', 'give_copy', 'record_waiting_arrangement']],
    [
      'recommended',
      aVisit().countersigned().recommending(),
      ['answer_recommendation', 'give_copy', 'record_waiting_arrangement'],
    ],
  ])('contains the open work of a visit that is %s', async (_, visit, kinds) => {
    expect(await work(visit)).toEqual(kinds);
  });

  it('shows work to the advisor of the visit', async () => {
    expect(await work(aVisit().countersigned(), { assigneeId: advisor.id })).toHaveLength(2);
    expect((await reception.run(ListWork, { assigneeId: ids.technician }, desk)).items).toEqual([]);
    expect((await reception.run(ListWork, { role: Role.TECHNICIAN }, desk)).items).toEqual([]);
  });

  it('no longer contains a finding once its work is recommended', async () => {
    await reception.arrange(aVisit().countersigned());
    await arrives('workshop.v1.FindingReported', { findingId: ids.finding, severity: 'soon' });
    const kinds = async () => (await reception.run(ListWork, {}, desk)).items.map(({ kind }) => kind);
    expect(await kinds()).toContain('answer_finding');
    const request = { ...ofVisit, findingId: ids.finding, description: 'A hose leaks', urgency: 'soon' };
    await reception.run(RecommendWork, request, desk);
    expect(await kinds()).not.toContain('answer_finding');
  });

  it('is read page by page', async () => {
    await reception.arrange(aVisit().opened());
    const pages = await reception.pages(ListWork, { pageSize: 2 }, desk);
    const seen = pages.flatMap((page) => page.items.map(({ kind }) => kind));
    expect(seen.sort()).toEqual([
      'complete_check_sheet',
      'confirm_preparation',
      'diagnose_concern',
      'greet_customer',
      'record_condition',
    ]);
  });
});

describe('the list of visits', () => {
  it('can be filtered by stage and advisor', async () => {
    await reception.arrange(aVisit().checkedIn());
    const found = async (request: object) => (await reception.run(ListVisits, request, desk)).visits.length;
    expect(await found({ stages: ['checked_in'] })).toBe(1);
    expect(await found({ stages: ['booked', 'arrived'] })).toBe(0);
    expect(await found({ advisorId: advisor.id })).toBe(1);
    expect(await found({ advisorId: ids.technician })).toBe(0);
  });

  it('refuses an invalid page token, like the work list', async () => {
    await given().when(ListVisits, { pageToken: 'x' }, desk).thenRefused('PAGE_TOKEN_NOT_VALID');
    await given().when(ListWork, { pageToken: 'x' }, desk).thenRefused('PAGE_TOKEN_NOT_VALID');
  });
});

describe('the visits with a promise', () => {
  /** Visits with promised times in the given minutes from now. */
  const promisedIn = (...minutes: number[]) => ({
    build: (place: Place) =>
      minutes.flatMap((ahead, index) => {
        const id = (atA: string) => place.id(atA).replace('-0000-7', `-000${index + 1}-7`);
        const promise = ({ visit }: Records, at: Date) => {
          visit.promise({ promisedAt: new Date(Number(place.now) + ahead * 60_000) }, at);
          // A separate vehicle each, since a vehicle has only one open visit.
          visit.identify({ vehicleId: null, vinIndex: null, plateIndex: new Uint8Array([index]) }, 'other_vehicle');
        };
        return aVisit()
          .promised()
          .having(promise)
          .build({ ...place, id });
      }),
  });
  const list = (request: object) => reception.run(ListVisits, request, { by: manager });
  const aheadOf = ({ promisedAt }: { promisedAt?: Date | undefined }) =>
    (Number(promisedAt) - Number(reception.clock.now())) / 60_000;

  it('are listed by promised time, earliest first, page by page', async () => {
    await reception.arrange(promisedIn(30, -60, 200, -5, 90));
    expect((await list({ promise: 'late' })).visits.map(aheadOf)).toEqual([-60, -5]);
    expect((await list({ promise: 'at_risk' })).visits.map(aheadOf)).toEqual([-60, -5, 30, 90]);
    expect((await list({ promise: 'at_risk', riskMinutes: 45 })).visits.map(aheadOf)).toEqual([-60, -5, 30]);
    const pages = await reception.pages(ListVisits, { promise: 'at_risk', pageSize: 2 }, { by: manager });
    expect(pages.map(({ visits }) => visits.map(aheadOf))).toEqual([[-60, -5], [30, 90], []]);
    expect((await list({})).visits).toHaveLength(5);
    const { nextPageToken } = await list({ pageSize: 1 });
    await given()
      .when(ListVisits, { promise: 'late', pageToken: nextPageToken }, desk)
      .thenRefused('PAGE_TOKEN_NOT_VALID');
  });

  it('are no longer late once the vehicle is ready', async () => {
    await reception.arrange(aVisit().handoverAccepted());
    const week = { promise: 'at_risk', riskMinutes: 10_080 };
    expect((await list({})).visits).toMatchObject([{ promisedAt: expect.any(Date) as Date }]);
    expect((await list(week)).visits).toEqual([]);
    await reception.reset();
    await reception.arrange(aVisit().promised());
    expect((await list(week)).visits).toHaveLength(1);
  });
});

describe('the staff of region and network', () => {
  const { regionalManager, networkAdmin, networkAnalyst } = reception.actors;
  const readers = [regionalManager, networkAdmin, networkAnalyst].map((by): Actor => ({
    ...by,
    stationId: stationA.id,
  }));

  it('sees the facts of a visit without personal data', async () => {
    await reception.arrange(aVisit().shown().recommending());
    const whole = await reception.run(GetVisit, ofVisit, desk);
    expect(whole).toMatchObject({ party: { name: party.name }, plate: expect.stringMatching(/./) as string });
    for (const by of readers) {
      const seen = await reception.run(GetVisit, ofVisit, { by });
      expect(seen).toEqual({
        ...whole,
        party: undefined,
        plate: '',
        signing: undefined,
        concerns: whole.concerns.map((concern) => ({ ...concern, description: '', diagnosis: '' })),
        checkIn: {
          ...whole.checkIn,
          belongings: [],
          custodyPlace: '',
          contactDetails: '',
          points: whole.checkIn!.points.map((point) => ({ ...point, value: '', remarks: '' })),
          damages: whole.checkIn!.damages.map((damage) => ({ ...damage, remarks: '' })),
        },
        recommendations: whole.recommendations.map((each) => ({ ...each, description: '' })),
      });
      expect(await reception.run(ListVisits, {}, { by })).toEqual(await reception.run(ListVisits, {}, desk));
      expect((await reception.run(ListEvents, ofVisit, { by })).events.length).toBe(
        (await reception.run(ListEvents, ofVisit, desk)).events.length,
      );
    }
  });

  it('sees the overrides of the station, newest first, without their justification', async () => {
    await reception.arrange(aVisit().opened());
    for (const subject of ['tyres', 'lights', 'horn'])
      await reception.run(
        RequestOverride,
        { ...ofVisit, rule: 'REC-D05', subject, justification: 'the driver waits' },
        desk,
      );
    const list = (by: Actor, request: object = {}) => reception.run(ListStationOverrides, request, { by });
    const { overrides } = await list(manager);
    expect(overrides.map(({ subject, justification, visitId }) => [subject, justification, visitId])).toEqual(
      ['horn', 'lights', 'tyres'].map((subject) => [subject, 'the driver waits', ids.visit]),
    );
    const first = await list(readers[0]!, { pageSize: 2 });
    expect(first.overrides.map(({ subject, justification }) => [subject, justification])).toEqual([
      ['horn', ''],
      ['lights', ''],
    ]);
    const rest = await list(readers[0]!, { pageSize: 2, pageToken: first.nextPageToken });
    expect(rest).toMatchObject({ overrides: [{ subject: 'tyres', justification: '' }], nextPageToken: '' });
    expect(
      (await list({ ...regionalManager, stationId: reception.stationB.id }, { stationId: reception.stationB.id }))
        .overrides,
    ).toEqual([]);
  });

  it('sees no documents, and no other station with the same token', async () => {
    await reception.arrange(aVisit().shown());
    for (const by of readers) {
      await given().when(GetDocument, { documentId: ids.document }, { by }).thenNotAllowed('ROLE_MISSING');
      await given().when(ListVisits, { stationId: reception.stationB.id }, { by }).thenNotAllowed('OTHER_STATION');
    }
  });
});

describe('the requirements for a departure', () => {
  it('are visible only to billing, and only at the own station', async () => {
    await reception.arrange(aVisit().countersigned());
    await given().when(GetDeparture, ofVisit, desk).thenNotAllowed('ROLE_MISSING');
    await given()
      .when(GetDeparture, ofVisit, { by: reception.stationB.staff.cashier, service: 'billing' })
      .thenNotFound('VISIT_NOT_FOUND');
  });
});
