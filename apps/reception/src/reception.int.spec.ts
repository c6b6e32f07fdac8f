import type { Actor } from '@waystation/call';
import { AppointmentSummary, Concern } from '@waystation/contracts/appointments/v1/service';
import { Role } from '@waystation/contracts/options';
import { GetDocument, sha256Hex } from '@waystation/documents';
import { Unavailable } from '@waystation/model';
import { RequestOverride, ListEvents, ListStationOverrides, GrantOverride } from '@waystation/service';
import { inScope, Transaction, CommandScope } from '@waystation/store';
import {
  describeIdempotency,
  describeIsolation,
  describeReactions,
  describeRowLevelSecurity,
  startTestService,
  stationB,
  type Sample,
  type StepClass,
} from '@waystation/testing';
import { Appointments, Crm, Parts, Workshop } from './clients.ts';
import { GetDeparture } from './queries/get-departure.ts';
import { GetVisitOrder } from './queries/get-visit-order.ts';
import { GetVisit } from './queries/get-visit.ts';
import { ListVisits } from './queries/list-visits.ts';
import { ListWork } from './queries/list-work.ts';
import { ReceptionModule } from './reception.module.ts';
import { CheckIns } from './store/check-in.mapping.ts';
import { Recommendations } from './store/recommendation.mapping.ts';
import { RepairOrders } from './store/repair-order.mapping.ts';
import { Visits } from './store/visit.mapping.ts';
import { aVisit, type Cast, type Place, type VisitBuilder } from './testing/a-visit.ts';
import { eventsOfOthers } from './testing/events-of-others.ts';
import {
  aConfirmation,
  aSignature,
  bookedConcern,
  condition,
  contacts,
  party,
  sheet,
  slot,
  strokes,
} from './testing/examples.ts';
import { hash, ids, minute, otherHash } from './testing/ids.ts';
import { keepReferenceData, querySamples, stepSamples, typedParty } from './testing/samples.ts';
import { MarkNoShow } from './timers/mark-no-show.ts';
import { AddRepairItem } from './use-cases/add-repair-item.ts';
import { AnswerRecommendation } from './use-cases/answer-recommendation.ts';
import { CancelVisit } from './use-cases/cancel-visit.ts';
import { CompleteCheckSheet } from './use-cases/complete-check-sheet.ts';
import { ConfirmConcerns } from './use-cases/confirm-concerns.ts';
import { ConfirmPreparation } from './use-cases/confirm-preparation.ts';
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
import { RegisterArrival } from './use-cases/register-arrival.ts';
import { RemoveProtectiveCovers } from './use-cases/remove-protective-covers.ts';
import { ReturnKeysAndPapers } from './use-cases/return-keys-and-papers.ts';
import { RecordWaitingArrangement } from './use-cases/record-waiting-arrangement.ts';
import { SignRefusal } from './use-cases/sign-refusal.ts';
import { SignRepairOrder } from './use-cases/sign-repair-order.ts';
import { TakeKeysAndPapers } from './use-cases/take-keys-and-papers.ts';
import { AcceptHandover } from './use-cases/accept-handover.ts';

/** Of work that is needed at once, in words by somebody whom the advisor accepts. */
const aRefusal = {
  witnessed: false,
  witnessId: '',
  contactId: '',
  signedBy: 'Gao Feng',
  identifiedBy: 'known',
  acceptance: 'confirmed_by_phone',
  acceptanceRemarks: 'Li Wei at ten',
  strokes,
};

/** Contacts as crm tells of them. */
const named = contacts.contacts.map((contact) => ({
  ...contact,
  phone: '+86 10',
  phoneNumber: '',
  phoneExtension: '',
  email: '',
  approvalLimitMinor: BigInt(contact.approvalLimitMinor),
}));

/** What others answer in a test, and what they were asked. */
const others = {
  partsAt: minute(100) as Date | undefined,
  finishAt: minute(300),
  planned: [] as unknown[],
  crmIsAway: false,
  /** Of the vehicle that is booked, where it is not as usual. */
  booked: {} as { vehicleId?: string; vin?: string; plate?: string; status?: string },
  /** That a vehicle is found to have. */
  appointments: [] as object[],
  sought: [] as object[],
  bookIsAway: false,
};

function fromCrm<T>(answer: T): T {
  if (others.crmIsAway) throw new Unavailable('SERVICE_AWAY');
  return answer;
}

const reception = await startTestService(ReceptionModule, {
  clients: [
    [
      Appointments,
      {
        getAppointment: async () => ({
          appointmentId: ids.appointment,
          visitId: ids.visit,
          customerId: ids.customer,
          vehicleId: ids.vehicle,
          party: { name: 'Haulage', contactName: 'Li Wei', callBackNumber: '+86 10', email: '', language: 'en' },
          vin: '1M8GDM9AXKP042788',
          plate: 'A 12345',
          model: 'T5',
          concerns: [Concern.fromPartial(bookedConcern)],
          odometerKm: 120_000,
          ...others.booked,
        }),
        findAppointments: async (request) => {
          if (others.bookIsAway) throw new Unavailable('SERVICE_AWAY');
          others.sought.push(request);
          return { appointments: others.appointments.map((each) => AppointmentSummary.fromPartial(each)) };
        },
      },
    ],
    [
      Crm,
      {
        getCustomer: async () => {
          const known = { name: party.name, address: party.address, paymentTermsDays: 30 };
          return fromCrm({ ...known, contacts: named, currency: contacts.currency });
        },
        getVehicle: async () =>
          fromCrm({
            customerId: ids.customer,
            vin: '1M8GDM9AXKP042788',
            plate: 'A 12345',
            model: 'T5',
            odometerKm: 119_000,
          }),
      },
    ],
    [
      Parts,
      {
        checkAvailability: async ({ parts }) => ({
          parts: parts.map(({ partNumber }) => ({
            partNumber,
            known: true,
            freeQuantity: '9',
            enough: true,
            availableAt: others.partsAt,
            supersededBy: '',
          })),
          allAvailableAt: others.partsAt,
        }),
      },
    ],
    [
      Workshop,
      {
        planVisit: async (request) => {
          others.planned.push(request);
          return { finishAt: others.finishAt, slots: [slot] };
        },
      },
    ],
  ],
});
const { given, actors, stationA, clock } = reception;
const { advisor, gateAttendant, cashier, manager } = actors;
const ofVisit = { visitId: ids.visit };
const desk = { by: advisor };

beforeAll(() => keepReferenceData(reception, stationA.id));
beforeEach(() =>
  Object.assign(others, {
    partsAt: minute(100),
    finishAt: minute(300),
    planned: [],
    crmIsAway: false,
    booked: {},
    appointments: [],
    sought: [],
    bookIsAway: false,
  }),
);

/** What stands in the database, as a step gets it. */
async function loaded<T>(load: () => Promise<T>): Promise<T> {
  const transaction = new Transaction(reception.database.database);
  try {
    return await inScope(new CommandScope(transaction, stationA.id), load);
  } finally {
    await transaction.abandon();
  }
}

const names = async () => (await reception.events()).map(({ name }) => name);
const arrives = (type: string, fields: object = {}) =>
  reception.react(reception.event(`waystation.${type}`, { ...ofVisit, ...fields }));

describe('each step', () => {
  it.each(Object.entries(stepSamples))(
    '%s is made and tells of it',
    async (name, { given: before, request, by, publishes }) => {
      const step = reception.definition.useCases.find((each) => each.name === name) as StepClass;
      const told = given(...before).when(step, request as never, { by: actors[by] });
      for (const [event, fields] of Object.entries(publishes)) told.thenPublished(event, fields);
      const { events } = await told;
      expect(events.map((event) => event.name).sort()).toEqual(Object.keys(publishes).sort());
      for (const { headers, stationId } of events) {
        expect(stationId).toBe(stationA.id);
        expect(headers).toMatchObject({ ce_standardversion: '7' });
      }
    },
  );

  it('is in the examples, as is each query', () => {
    const { useCases, queries } = reception.definition;
    const named = [...useCases, ...queries].map(({ name }) => name).sort();
    const apart = ['GetDeparture', 'GetDocument', 'GetSigners'];
    expect([...Object.keys({ ...stepSamples, ...querySamples }), ...apart].sort()).toEqual(named);
  });
});

describe('the mappings', () => {
  it('bring back all that there was', async () => {
    const custody = { custodyId: ids.custody, keys: 2, vehiclePapers: ['registration'], place: 'board 4' };
    const found = { source: 'finding', sourceId: ids.finding, urgency: 'soon', unsafe: false, componentCode: '' };
    const reading = { part: 'tyre', position: '1L', value: '1', unit: 'mm', limit: '1.6' };
    const builder = aVisit()
      .offered()
      .recommending({ reading })
      .having(({ checkIn }, at) => checkIn.takeKeysAndPapers(custody, ids.advisor, at))
      .having(({ order }, at) => order.addAddendum(found, () => otherHash, at))
      .having(({ visit }, at) =>
        visit.reportProgress({ about: 'delay', channel: 'phone', remarks: 'Late' }, ids.advisor, at),
      )
      .having(({ recommendations }, at) => recommendations[0]!.answer('refused', at))
      .having(({ recommendations }, at) =>
        recommendations[0]!.signRefusal(aRefusal, { contacts, witness: undefined }, ids.advisor, at),
      );
    const [[visit, , checkIn, order, recommendation]] = await reception.arrange(builder);
    const stored = await loaded(() =>
      Promise.all([
        new Visits().get(ids.visit),
        new CheckIns().get(ids.visit),
        new RepairOrders().ofVisit(ids.visit),
        new Recommendations().get(ids.recommendation),
      ]),
    );
    const plain = stored.map((each) => ({ ...each }));
    expect(plain).toEqual([visit, checkIn, order, recommendation].map((each) => ({ ...each, version: 1 })));
  });

  it('keep names, words and plates where nobody reads them by chance', async () => {
    const withdrawn = ({ order }: Cast, at: Date) =>
      order.withdrawSignature({ reason: 'other', remarks: 'Wang Hao says so' }, ids.advisor, at);
    const signed = aVisit().signedByCustomer().recommending().having(withdrawn);
    await reception.arrange(signed);
    for (const table of ['visit', 'check_in', 'repair_order', 'recommendation', 'arrival']) {
      const rows = JSON.stringify(await reception.database.rows(`select to_jsonb(t) from ${table} t`));
      for (const secret of [
        'Haulage',
        'Li Wei',
        'Ma Dong',
        'Wang Hao',
        'squeal',
        '5555 0101',
        'a coat',
        'A 12345',
        'The tyres',
      ]) {
        expect([table, secret, rows.includes(secret)]).toEqual([table, secret, false]);
      }
    }
  });
});

describe('the straight way of a visit', () => {
  const order = { ...ofVisit };
  const confirm = async () => {
    const { stationId: _, at: __, ...confirmed } = aConfirmation();
    await arrives('appointments.v1.AppointmentConfirmed', confirmed);
  };
  const receive = async () => {
    const arrival = { appointmentId: ids.appointment, plate: 'A 12345', noticedBy: 'gate' };
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
    const customer = { signer: 'customer', contactId: ids.owner, identifiedBy: 'id_card', ...consent };
    await reception.run(SignRepairOrder, { ...drawn, ...customer }, desk);
    return reception.run(SignRepairOrder, { ...drawn, signer: 'advisor' }, desk);
  };

  it('goes from the booking to the follow-up', async () => {
    await confirm();
    await receive();
    const signed = await agree();
    expect(signed).toMatchObject({ status: 'signed', stage: 'ordered' });
    await reception.run(GiveCopy, { ...order, byWayOf: 'print' }, desk);
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
    await arrives('workshop.v1.WorkFinished', { round: 1, orderRevision: signed.orderRevision });
    await arrives('quality.v1.InspectionStarted');
    await arrives('quality.v1.InspectionPassed', { orderRevision: signed.orderRevision });
    const offered = { inspectorId: ids.inspector, orderRevision: signed.orderRevision, repairExplained: true };
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
      takenOver: true,
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

  it('asks workshop and parts for what is ordered', async () => {
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

  it('gives billing all that a statement is drawn from', async () => {
    await confirm();
    await receive();
    const { orderRevision } = await agree();
    const asked = await reception.run(GetVisitOrder, ofVisit, { by: cashier, service: 'billing' });
    expect(asked).toMatchObject({
      status: 'signed',
      orderRevision,
      signedRevision: orderRevision,
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
      consentedMinor: 105_090n,
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

  it('keeps what was shown and what was signed, byte for byte', async () => {
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
    expect(known).toMatchObject({ signedDocumentId: documentId, signedDocumentHash: documentHash });
  });
});

describe('a vehicle at the gate', () => {
  const [vehicleVin, trailerVin] = ['1M8GDM9AXKP042788', '5GZCZ43D13S812715'];
  const camera = { noticedBy: 'camera' };
  const gate = { by: gateAttendant };
  const appointmentAt = (startAt: Date, fields: object = {}) => ({
    appointmentId: ids.appointment,
    visitId: ids.visit,
    status: 'confirmed',
    plate: 'A-12345',
    slot: { startAt },
    ...fields,
  });
  const stageOf = async (visitId: string) => (await reception.run(GetVisit, { visitId }, desk)).summary!.stage;
  const open = (arrivalId: string, told: object = {}) =>
    reception.run(OpenVisit, { ...typedParty, plate: '', arrivalId, ...told }, desk);

  it('is taken in by its appointment of today, whichever way the plate is written', async () => {
    others.appointments = [appointmentAt(minute(90))];
    await given(aVisit())
      .when(RegisterArrival, { ...camera, plate: 'Ａ•12345' }, gate)
      .thenAnswered({ visitId: ids.visit, appointmentId: ids.appointment, stage: 'arrived' })
      .andPublished('VehicleArrived', { appointmentId: ids.appointment, noticedBy: 'camera', vehicleReason: '' });
    // It is four in the afternoon in Shanghai: the day there, and the night behind it.
    expect(others.sought).toMatchObject([
      { plate: 'A•12345', statuses: ['confirmed', 'no_show'], from: minute(-960), to: minute(720) },
    ]);
  });

  it('that came for its appointment is not taken in a second time before its visit is opened', async () => {
    others.appointments = [appointmentAt(minute(90))];
    await reception.arrange(aVisit().arrived());
    for (const seen of [{ plate: 'A 12345' }, { plate: 'A 12345', appointmentId: ids.appointment }])
      await given()
        .when(RegisterArrival, { ...camera, ...seen }, gate)
        .thenRefused('VEHICLE_IS_HERE');
  });

  it('is taken in by the appointment that it missed, but before that by one that it has yet', async () => {
    const missed = appointmentAt(minute(-200), { status: 'no_show', appointmentId: ids.document });
    others.appointments = [missed, appointmentAt(minute(90))];
    await given(aVisit())
      .when(RegisterArrival, { ...camera, plate: 'A 12345' }, gate)
      .thenAnswered({ appointmentId: ids.appointment });
    await reception.reset();
    others.appointments = [appointmentAt(minute(-200), { status: 'no_show' })];
    const late = aVisit().having(({ visit }, at) => visit.markNoShow(at));
    await given(late)
      .when(RegisterArrival, { ...camera, plate: 'A 12345' }, gate)
      .thenAnswered({ stage: 'arrived' });
  });

  it('with several appointments today is asked which one it came for', async () => {
    others.appointments = [appointmentAt(minute(90)), appointmentAt(minute(300), { appointmentId: ids.document })];
    const several = given(aVisit()).when(RegisterArrival, { ...camera, plate: 'A 12345' }, gate);
    await several.thenRefused('SEVERAL_APPOINTMENTS').andNothingWasPublished();
    others.booked = { plate: 'A 12345' };
    await given()
      .when(RegisterArrival, { ...camera, plate: 'A 12345', appointmentId: ids.appointment }, gate)
      .thenAnswered({ visitId: ids.visit });
  });

  it('that nobody expects, or while the book can not be asked, begins a visit of its own', async () => {
    const { visitId, appointmentId } = await reception.run(RegisterArrival, { ...camera, plate: 'C 1' }, gate);
    expect([await stageOf(visitId), appointmentId]).toEqual(['arrived', '']);
    others.bookIsAway = true;
    const other = await reception.run(RegisterArrival, { ...camera, plate: 'C 2' }, gate);
    expect(await stageOf(other.visitId)).toBe('arrived');
  });

  it.each([
    ['another plate', { plate: 'B 99999' }],
    ['another VIN', { vin: trailerVin }],
    ['another id', { vehicleId: ids.item }],
  ])('with %s than was booked is asked back', async (_, seen) => {
    const arrival = { noticedBy: 'gate', appointmentId: ids.appointment, ...seen };
    await given(aVisit()).when(RegisterArrival, arrival, gate).thenRefused('ANOTHER_VEHICLE_BOOKED');
    await given()
      .when(RegisterArrival, { ...arrival, vehicleReason: 'new_plate' }, gate)
      .thenPublished('VehicleArrived', { appointmentId: ids.appointment, vehicleReason: 'new_plate' });
  });

  it('brought instead of the one that was booked is not taken for it', async () => {
    await reception.arrange(aVisit());
    const seen = { plate: 'B 99999', vehicleReason: 'other_vehicle' };
    const arrival = { noticedBy: 'gate', appointmentId: ids.appointment, ...seen };
    const { arrivalId, visitId } = await reception.run(RegisterArrival, arrival, gate);
    others.crmIsAway = true;
    await open(arrivalId);
    const visit = await reception.run(GetVisit, { visitId }, desk);
    expect(visit).toMatchObject({
      plate: 'B 99999',
      vin: '',
      summary: { vehicleId: '', appointmentId: ids.appointment },
    });
  });

  it('is asked back at the desk as well, where the gate did not see the plate', async () => {
    await given(aVisit().arrived())
      .when(OpenVisit, { arrivalId: ids.arrival, plate: 'B 99999' }, desk)
      .thenRefused('ANOTHER_VEHICLE_BOOKED');
    await given()
      .when(OpenVisit, { arrivalId: ids.arrival, plate: 'B 99999', vehicleReason: 'mistyped' }, desk)
      .thenAnswered({ visitId: ids.visit });
  });

  it('whose visit is open is not taken in again, and the visit is named', async () => {
    await reception.arrange(aVisit().walkIn().signed());
    for (const seen of [{ plate: 'a-12345' }, { vin: '1m8gdm9axkp042788' }, { vehicleId: ids.vehicle }]) {
      await given()
        .when(RegisterArrival, { ...camera, ...seen }, gate)
        .thenRefused('VEHICLE_IS_HERE')
        .andNothingWasPublished();
    }
    await expect(reception.run(RegisterArrival, { ...camera, plate: 'A 12345' }, gate)).rejects.toMatchObject({
      metadata: { visitId: ids.visit, since: expect.stringMatching(/^2026-03-02 /) as string },
    });
    const { arrivalId } = await reception.run(RegisterArrival, { noticedBy: 'advisor' }, desk);
    await given()
      .when(OpenVisit, { ...typedParty, plate: '', arrivalId, vehicleId: ids.vehicle }, desk)
      .thenRefused('VEHICLE_IS_HERE');
    await given()
      .when(OpenVisit, { ...typedParty, arrivalId, plate: 'A12345' }, desk)
      .thenRefused('VEHICLE_IS_HERE');
  });

  it('whose visit is over, or that is another with the same plate, is taken in', async () => {
    await reception.arrange(aVisit().walkIn().opened());
    const trailer = { ...camera, plate: 'A 12345', vin: trailerVin };
    const { arrivalId } = await reception.run(RegisterArrival, trailer, gate);
    await expect(open(arrivalId)).resolves.toMatchObject({ stage: 'arrived' });
    await reception.run(RegisterArrival, { ...camera, plate: 'A 12345', vehicleReason: 'shared_plate' }, gate);

    await reception.reset();
    await reception.arrange(aVisit().walkIn().opened());
    await reception.run(CancelVisit, { ...ofVisit, reason: 'customer_wish' }, desk);
    const again = await reception.run(RegisterArrival, { ...camera, plate: 'A 12345', vin: vehicleVin }, gate);
    await expect(open(again.arrivalId)).resolves.toMatchObject({ stage: 'arrived' });
  });

  it('is taken in once though gate and camera register it at the same moment', async () => {
    for (const seen of [{ plate: 'A 12345' }, { vin: vehicleVin }, { vehicleId: ids.vehicle }]) {
      await reception.reset();
      const both = [camera, { noticedBy: 'gate' }].map((by) =>
        reception.run(RegisterArrival, { ...by, ...seen }, gate),
      );
      const answers = await Promise.allSettled(both);
      expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    }
  });

  it('may be at another station, which does not hear of it', async () => {
    const seen = { ...camera, plate: 'C 1', vin: vehicleVin, vehicleId: ids.item };
    await reception.run(RegisterArrival, seen, gate);
    await reception.keep(
      'waystation.network.v1.StationState',
      { stationId: stationB.id, status: 'open', zone: 'Europe/Berlin' },
      stationB.id,
    );
    await expect(reception.run(RegisterArrival, seen, { by: stationB.staff.gateAttendant })).resolves.toMatchObject({
      stage: 'arrived',
    });
  });

  it('keeps the VIN that a code gave at the gate, as it is kept everywhere', async () => {
    const seen = { noticedBy: 'code', vin: '1m8gdm9axkp-042788' };
    const { arrivalId, visitId } = await reception.run(RegisterArrival, seen, gate);
    await open(arrivalId);
    expect(await reception.run(GetVisit, { visitId }, desk)).toMatchObject({ vin: vehicleVin });
  });

  it('must have a plate and a VIN that can be ones', async () => {
    await given()
      .when(RegisterArrival, { ...camera, plate: '··' }, gate)
      .thenRefused('PLATE_NOT_READABLE');
    await given()
      .when(RegisterArrival, { ...camera, vin: '1M8GDM9A0KP042788' }, gate)
      .thenInvalid('vin');
  });

  describe('taken in without the appointment that it has', () => {
    const unseen = async () => {
      await reception.arrange(aVisit());
      const { arrivalId, visitId } = await reception.run(RegisterArrival, { noticedBy: 'advisor' }, desk);
      others.appointments = [appointmentAt(minute(90))];
      return { arrivalId, visitId };
    };

    it('is asked back when the visit is opened', async () => {
      const { arrivalId } = await unseen();
      await given()
        .when(OpenVisit, { ...typedParty, arrivalId, plate: 'A 12345' }, desk)
        .thenRefused('VEHICLE_HAS_APPOINTMENT');
    });

    it('goes on with the visit that was booked', async () => {
      const { arrivalId, visitId } = await unseen();
      const opened = await open(arrivalId, { appointmentId: ids.appointment });
      expect(opened).toMatchObject({ visitId: ids.visit, stage: 'arrived' });
      expect(await stageOf(visitId)).toBe('cancelled');
      const told = (await reception.events()).map(
        ({ name, key }) => `${name} ${key === ids.visit ? 'booked' : 'other'}`,
      );
      expect(told).toEqual(
        expect.arrayContaining(['VisitCancelled other', 'VehicleArrived booked', 'VisitOpened booked']),
      );
      const { items } = await reception.run(ListWork, {}, desk);
      expect(items.filter(({ kind }) => kind === 'open_visit')).toEqual([]);
    });

    it('goes on with it where the plate was read too', async () => {
      await reception.arrange(aVisit());
      others.bookIsAway = true;
      const { arrivalId } = await reception.run(RegisterArrival, { ...camera, plate: 'A 12345' }, gate);
      others.bookIsAway = false;
      await expect(open(arrivalId, { appointmentId: ids.appointment })).resolves.toMatchObject({ visitId: ids.visit });
    });

    it('is opened for something else where the advisor says so', async () => {
      const { arrivalId, visitId } = await unseen();
      await expect(open(arrivalId, { plate: 'A 12345', walkIn: true })).resolves.toMatchObject({ visitId });
    });
  });

  it('is taken in by a suspended station only if it was booked', async () => {
    const state = {
      stationId: stationA.id,
      zone: 'Asia/Shanghai',
      jurisdiction: 'CN',
      currency: 'CNY',
      language: 'zh',
    };
    const become = (status: string) =>
      reception.keep('waystation.network.v1.StationState', { ...state, status }, stationA.id);
    await become('suspended');
    await given()
      .when(RegisterArrival, { ...camera, plate: 'C 1' }, gate)
      .thenRefused('STATION_OPENS_NO_VISITS');
    others.appointments = [appointmentAt(minute(90))];
    await given(aVisit())
      .when(RegisterArrival, { ...camera, plate: 'A 12345' }, gate)
      .thenAnswered({ visitId: ids.visit });
    await expect(open((await arrivalOf(ids.visit))!)).resolves.toMatchObject({ visitId: ids.visit });
    await keepReferenceData(reception, stationA.id);
  });

  const arrivalOf = async (visitId: string) => {
    const [row] = await reception.database.rows<{ id: string }>('select id from arrival where visit_id = $1', [
      visitId,
    ]);
    return row?.id;
  };
});

describe('an order in the letters of its customer', () => {
  const saying = (description: string) =>
    aVisit()
      .walkIn()
      .promised()
      .having(({ checkIn, order }, at) => {
        checkIn.addConcern({ concernId: ids.finding, kind: 'fault', isFoundByStation: false }, description, at);
        order.explain(advisor.id, at);
      });

  it('is shown in any that the fonts have', async () => {
    const description = 'تورمۇز ئاۋازى, 𠮷野, ไทย, 한국어, हिन्दी, ᠮᠣᠩᠭᠣᠯ, CO₂ ₸ 👍🏻 a\u200bb';
    await given(saying(description)).when(PresentRepairOrder, ofVisit, desk).thenPublished('RepairOrderPresented');
  });

  it('is not shown to be signed with boxes in place of letters', async () => {
    await given(saying('Javanese ꦗꦮ'))
      .when(PresentRepairOrder, ofVisit, desk)
      .thenRefused('CHARACTERS_NOT_PRINTABLE')
      .andNothingWasPublished();
  });

  it('is not signed with a name that the document cannot show', async () => {
    const consent = { consentFormId: ids.consent, consentFormVersion: 1 };
    const drawn = { ...ofVisit, documentHash: hash, device: 'tablet 3', strokes, identifiedBy: 'id_card', ...consent };
    const accepted = { ...drawn, acceptance: 'customer_in_person' };
    await reception.arrange(aVisit().walkIn().shown());
    const sign = (signedBy: string) =>
      given().when(SignRepairOrder, { ...accepted, signer: 'customer', signedBy }, desk);
    await sign('ꦗꦮ').thenRefused('CHARACTERS_NOT_PRINTABLE').andNothingWasPublished();
    await sign('ئەھمەت').thenPublished('CustomerSigned');
  });
});

describe('a walk-in', () => {
  it('begins a visit of its own, under the standard that is in force', async () => {
    const told = given().when(RegisterArrival, { noticedBy: 'advisor' }, desk);
    const { answer, events } = await told.thenPublishedOnly('VehicleArrived', 'VisitAdvanced', 'VisitState');
    expect(events[1]!.fields).toMatchObject({ from: '', to: 'arrived' });
    expect(events[0]!.headers).toMatchObject({ ce_standardversion: '7' });
    const opened = await reception.run(OpenVisit, { ...typedParty, arrivalId: answer!.arrivalId }, desk);
    const visit = await reception.run(GetVisit, { visitId: opened.visitId }, desk);
    expect(visit).toMatchObject({ party, plate: 'B 999', summary: { appointmentId: '', advisorId: advisor.id } });
  });

  it('is opened while the files of customers and trucks are away', async () => {
    others.crmIsAway = true;
    const told = { ...typedParty, arrivalId: ids.arrival, vehicleId: ids.vehicle };
    await given(aVisit().walkIn().arrived()).when(OpenVisit, told, desk).thenPublished('VisitOpened');
  });

  it('whose truck is known is opened for its owner, with who may sign for them', async () => {
    const request = { arrivalId: ids.arrival, vehicleId: ids.vehicle };
    await given(aVisit().walkIn().arrived())
      .when(OpenVisit, request, desk)
      .thenPublished('VisitOpened', { customerId: ids.customer });
    const { party: known, signing } = await reception.run(GetVisit, ofVisit, desk);
    expect(known).toMatchObject({ name: party.name, address: party.address });
    expect(signing!.contacts.map(({ contactId }) => contactId)).toEqual([ids.approver, ids.driver, ids.owner]);
  });

  it('is opened only when somebody says who the customer is', async () => {
    await given(aVisit().walkIn().arrived()).when(OpenVisit, { arrivalId: ids.arrival }, desk).thenInvalid('party');
  });

  it('of an appointment that is not known here is refused', async () => {
    await given()
      .when(RegisterArrival, { appointmentId: ids.appointment, noticedBy: 'gate' }, { by: gateAttendant })
      .thenNotFound('VISIT_NOT_FOUND');
  });

  it('is not taken in by an appointment that is not confirmed', async () => {
    others.booked = { status: 'requested' };
    await given()
      .when(RegisterArrival, { appointmentId: ids.appointment, noticedBy: 'gate' }, { by: gateAttendant })
      .thenRefused('APPOINTMENT_NOT_CONFIRMED');
    const { arrivalId } = await reception.run(RegisterArrival, { noticedBy: 'gate' }, { by: gateAttendant });
    await given()
      .when(OpenVisit, { ...typedParty, plate: '', arrivalId, appointmentId: ids.appointment }, desk)
      .thenRefused('APPOINTMENT_NOT_CONFIRMED');
  });

  it('is asked to wait a moment while the confirmation is on its way to the reception', async () => {
    others.booked = { status: 'confirmed' };
    await expect(
      reception.run(RegisterArrival, { appointmentId: ids.appointment, noticedBy: 'gate' }, { by: gateAttendant }),
    ).rejects.toMatchObject({ kind: 'unavailable', reason: 'APPOINTMENT_NOT_KNOWN_YET' });
  });
});

describe('a booked truck', () => {
  it('that does not come is missed two hours after its time', async () => {
    await arrives('appointments.v1.AppointmentConfirmed', { ...aConfirmation(), stationId: stationA.id });
    const [timer] = await reception.timers();
    expect(timer).toEqual({ step: 'MarkNoShow', subjectId: ids.visit, dueAt: minute(180) });
    clock.advance({ hours: 3 });
    await reception.fire(MarkNoShow, ids.visit);
    expect((await names()).slice(-3)).toEqual(['VisitMarkedNoShow', 'VisitAdvanced', 'VisitState']);
    const arrival = { appointmentId: ids.appointment, noticedBy: 'gate' };
    await expect(reception.run(RegisterArrival, arrival, { by: gateAttendant })).resolves.toMatchObject({
      stage: 'arrived',
    });
    expect(await reception.timers()).toEqual([]);
  });

  it('is missed at once where its confirmation is heard of after its time', async () => {
    clock.advance({ hours: 10 });
    await arrives('appointments.v1.AppointmentConfirmed', { ...aConfirmation(), stationId: stationA.id });
    expect(await reception.timers()).toEqual([{ step: 'MarkNoShow', subjectId: ids.visit, dueAt: minute(180) }]);
    await reception.fire(MarkNoShow, ids.visit);
    expect((await names()).slice(-3)).toEqual(['VisitMarkedNoShow', 'VisitAdvanced', 'VisitState']);
    expect(await reception.timers()).toEqual([]);
  });

  it('that is moved is waited for at its new time only, also where that is past when it is heard of', async () => {
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

describe('the spine', () => {
  it('knows where a truck stands though its facts come the wrong way round', async () => {
    await reception.arrange(aVisit().signed());
    clock.advance({ minutes: 10 });
    await arrives('billing.v1.VehicleDelivered');
    await arrives('crm.v1.FollowUpExpired');
    await arrives('workshop.v1.JobStarted');
    const { visits } = await reception.run(ListVisits, {}, desk);
    expect(visits).toMatchObject([{ visitId: ids.visit, stage: 'closed' }]);
  });

  it('keeps what comes before the appointment itself', async () => {
    await arrives('parts.v1.PartsShort', {});
    expect((await reception.run(ListVisits, {}, desk)).visits).toEqual([]);
    await arrives('appointments.v1.AppointmentConfirmed', { ...aConfirmation(), stationId: stationA.id });
    expect((await reception.run(ListVisits, {}, desk)).visits).toMatchObject([{ stage: 'booked', holds: ['parts'] }]);
    expect(await names()).toEqual(expect.arrayContaining(['VisitHeld', 'RepairOrderDrafted']));
  });

  it('goes back when the work is reopened', async () => {
    await reception.arrange(aVisit().takenOver());
    await arrives('workshop.v1.WorkReopened', { round: 2 });
    expect((await reception.run(GetVisit, ofVisit, desk)).summary).toMatchObject({ stage: 'in_repair' });
  });
});

describe('a check sheet that lacks a point', () => {
  it('is completed once the manager overrode that point', async () => {
    const missing = { ...sheet, points: sheet.points.filter(({ pointId }) => pointId !== 'tyres') };
    const complete = () => given().when(CompleteCheckSheet, { ...ofVisit, ...missing }, desk);
    const gate = { ...ofVisit, rule: 'REC-D05', subject: 'tyres' };
    const work = async () => {
      const role = Role.AFTER_SALES_MANAGER;
      return (await reception.run(ListWork, { role }, { by: manager })).items;
    };
    await reception.arrange(aVisit().opened());
    await complete().thenRefused('CHECK_SHEET_POINT_MISSING', 'REC-D05');
    const { overrideId } = await reception.run(
      RequestOverride,
      { ...gate, justification: 'it stands in deep snow' },
      desk,
    );
    expect(await work()).toMatchObject([
      { kind: 'grant_override', subjectId: overrideId, visitId: ids.visit, rule: 'REC-D05' },
    ]);
    await reception.run(GrantOverride, { ...gate, reason: 'seen last week' }, { by: manager });
    expect(await work()).toEqual([]);
    await complete()
      .thenPublished('CheckSheetCompleted')
      .andPublished('RuleOverridden', { rule: 'REC-D05', about: 'tyres', overrideId, aggregateKind: 'check_in' });
    await complete().thenRefused('CHECK_SHEET_POINT_MISSING', 'REC-D05');
  });
});

describe('a promise', () => {
  const promise = (promisedAt: Date) =>
    given(aVisit().quoted()).when(PromiseDelivery, { ...ofVisit, promisedAt }, desk);

  it('is refused before the workshop is done or the parts are there', async () => {
    others.partsAt = minute(350);
    await promise(minute(250))
      .thenRefused('PROMISE_BEFORE_WORK_IS_DONE', 'REC-D11')
      .andRefused('PROMISE_BEFORE_PARTS_ARE_THERE', 'REC-D11')
      .andNothingWasPublished();
  });

  it('is refused while nobody knows when the parts come', async () => {
    others.partsAt = undefined;
    await promise(minute(900)).thenRefused('PARTS_DATE_UNKNOWN', 'REC-D11');
  });
});

describe('an order', () => {
  it('says all that is missing when it is to be signed too early', async () => {
    const request = { ...ofVisit, ...aSignature(), signer: 'customer' };
    await given(aVisit().opened())
      .when(SignRepairOrder, request, desk)
      .thenRefused('CHECK_SHEET_MISSING', 'REC-D05')
      .andRefused('DIAGNOSIS_MISSING', 'REC-D06')
      .andRefused('CONDITION_MISSING', 'REC-D07')
      .andRefused('ORDER_WITHOUT_ITEMS', 'REC-D09')
      .andRefused('QUOTE_MISSING', 'REC-D11')
      .andRefused('PROMISE_MISSING', 'REC-D11')
      .andRefused('PRESENTATION_MISSING', 'REC-D12')
      .andRefused('WRONG_STATE')
      .andNothingWasPublished();
    const { missing } = await reception.run(GetVisit, ofVisit, desk);
    expect(missing.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['REC-D05', 'REC-D06', 'REC-D12']));
  });

  it('is not signed on another document than the one that was shown', async () => {
    await given(aVisit().shown())
      .when(SignRepairOrder, { ...ofVisit, ...aSignature({ documentHash: otherHash }), signer: 'customer' }, desk)
      .thenRefused('OTHER_DOCUMENT_SIGNED', 'REC-D12')
      .andNothingWasPublished();
  });

  it('is not signed by a dot', async () => {
    const dot = [{ points: [{ x: 0, y: 0, atMs: 0, pressure: 0 }] }];
    await given(aVisit().shown())
      .when(SignRepairOrder, { ...ofVisit, ...aSignature({ strokes: dot }), signer: 'customer' }, desk)
      .thenRefused('SIGNATURE_NOT_DRAWN', 'REC-D12')
      .andNothingWasPublished();
  });

  it('has only work that somebody publishes', async () => {
    const item = { ...ofVisit, concernId: ids.concern, workKind: 'repair', operations: ['999-000-000/1'] };
    await given(aVisit().diagnosed()).when(AddRepairItem, item, desk).thenInvalid('operations');
  });
});

describe('what inspection finds', () => {
  it('is recommended once, and stands on the order', async () => {
    await reception.arrange(aVisit().repaired());
    const worn = { part: 'tyre', position: '1L', value: '1.5', unit: 'mm', limit: '1.6' };
    await arrives('quality.v1.WearRecorded', { readings: [worn, { ...worn, position: '1R', value: '9' }] });
    await arrives('quality.v1.WearRecorded', { readings: [worn] });
    await arrives('quality.v1.DefectNoted', { defectId: ids.defect, severity: 'soon', componentCode: '013001017' });
    const { recommendations, order } = await reception.run(GetVisit, ofVisit, desk);
    expect(recommendations).toMatchObject([
      { urgency: 'immediate', unsafe: true, source: 'wear', description: 'tyre 1L 1.5 mm' },
      { urgency: 'soon', source: 'defect', description: '' },
    ]);
    expect(order!.addenda).toMatchObject([
      { number: 1, source: 'wear' },
      { number: 2, source: 'defect', sourceId: ids.defect },
    ]);
    const departure = await reception.run(GetDeparture, ofVisit, { by: cashier, service: 'billing' });
    expect(departure.unansweredRecommendationIds).toHaveLength(2);
  });
});

describe('what is to be done', () => {
  const work = async (visit: VisitBuilder, request = {}) => {
    await reception.arrange(visit);
    return (await reception.run(ListWork, request, desk)).items.map(({ kind }) => kind).sort();
  };

  it.each<[string, VisitBuilder, string[]]>([
    ['arrived', aVisit().arrived(), ['open_visit']],
    [
      'opened',
      aVisit().opened(),
      ['complete_check_sheet', 'confirm_preparation', 'diagnose', 'greet', 'record_condition'],
    ],
    ['itemised', aVisit().walkIn().itemised(), ['quote']],
    ['quoted', aVisit().walkIn().quoted(), ['promise']],
    ['promised', aVisit().walkIn().promised(), ['explain', 'present']],
    ['shown', aVisit().walkIn().shown(), ['sign']],
    ['signed by the customer', aVisit().walkIn().signedByCustomer(), ['sign']],
    ['signed', aVisit().signed(), ['give_copy', 'record_waiting_arrangement']],
    ['offered', aVisit().offered(), ['accept_handover', 'give_copy', 'record_waiting_arrangement']],
    [
      'recommended',
      aVisit().signed().recommending(),
      ['answer_recommendation', 'give_copy', 'record_waiting_arrangement'],
    ],
  ])('on a visit that is %s is listed', async (_, visit, kinds) => {
    expect(await work(visit)).toEqual(kinds);
  });

  it('is for the advisor of the visit', async () => {
    expect(await work(aVisit().signed(), { assigneeId: advisor.id })).toHaveLength(2);
    expect((await reception.run(ListWork, { assigneeId: ids.technician }, desk)).items).toEqual([]);
    expect((await reception.run(ListWork, { role: Role.TECHNICIAN }, desk)).items).toEqual([]);
  });

  it('of a finding is over once it is recommended', async () => {
    await reception.arrange(aVisit().signed());
    await arrives('workshop.v1.FindingReported', { findingId: ids.finding, severity: 'soon' });
    const kinds = async () => (await reception.run(ListWork, {}, desk)).items.map(({ kind }) => kind);
    expect(await kinds()).toContain('answer_finding');
    const request = { ...ofVisit, findingId: ids.finding, description: 'A hose leaks', urgency: 'soon' };
    await reception.run(RecommendWork, request, desk);
    expect(await kinds()).not.toContain('answer_finding');
  });

  it('is read page by page', async () => {
    await reception.arrange(aVisit().opened());
    const seen: string[] = [];
    let pageToken = '';
    do {
      const page = await reception.run(ListWork, { pageSize: 2, pageToken }, desk);
      seen.push(...page.items.map(({ kind }) => kind));
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    expect(seen.sort()).toEqual([
      'complete_check_sheet',
      'confirm_preparation',
      'diagnose',
      'greet',
      'record_condition',
    ]);
  });
});

describe('the list of visits', () => {
  it('is read by stage and by advisor', async () => {
    await reception.arrange(aVisit().lookedThrough());
    const found = async (request: object) => (await reception.run(ListVisits, request, desk)).visits.length;
    expect(await found({ stages: ['checked_in'] })).toBe(1);
    expect(await found({ stages: ['booked', 'arrived'] })).toBe(0);
    expect(await found({ advisorId: advisor.id })).toBe(1);
    expect(await found({ advisorId: ids.technician })).toBe(0);
  });

  it('goes on from no token that no answer gave', async () => {
    await given().when(ListVisits, { pageToken: 'x' }, desk).thenRefused('PAGE_TOKEN_NOT_VALID');
    await given().when(ListWork, { pageToken: 'x' }, desk).thenRefused('PAGE_TOKEN_NOT_VALID');
  });
});

describe('the visits with a promise', () => {
  /** One visit for each of these minutes from now, promised for then. */
  const promisedIn = (...minutes: number[]) => ({
    build: (place: Place) =>
      minutes.flatMap((ahead, index) => {
        const id = (atA: string) => place.id(atA).replace('-0000-7', `-000${index + 1}-7`);
        const promise = ({ visit }: Cast, at: Date) => {
          visit.promise(new Date(Number(place.now) + ahead * 60_000), at);
          // Another vehicle each: one vehicle has one open visit.
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

  it('are read by how late they are, the latest first, page by page', async () => {
    await reception.arrange(promisedIn(30, -60, 200, -5, 90));
    expect((await list({ promise: 'late' })).visits.map(aheadOf)).toEqual([-60, -5]);
    expect((await list({ promise: 'at_risk' })).visits.map(aheadOf)).toEqual([-60, -5, 30, 90]);
    expect((await list({ promise: 'at_risk', riskMinutes: 45 })).visits.map(aheadOf)).toEqual([-60, -5, 30]);
    const pages: number[][] = [];
    let pageToken = '';
    do {
      const page = await list({ promise: 'at_risk', pageSize: 2, pageToken });
      pages.push(page.visits.map(aheadOf));
      pageToken = page.nextPageToken;
    } while (pageToken);
    expect(pages).toEqual([[-60, -5], [30, 90], []]);
    expect((await list({})).visits).toHaveLength(5);
    const { nextPageToken } = await list({ pageSize: 1 });
    await given()
      .when(ListVisits, { promise: 'late', pageToken: nextPageToken }, desk)
      .thenRefused('PAGE_TOKEN_NOT_VALID');
  });

  it('are late no longer once the vehicle is ready', async () => {
    await reception.arrange(aVisit().takenOver());
    const week = { promise: 'at_risk', riskMinutes: 10_080 };
    expect((await list({})).visits).toMatchObject([{ promisedAt: expect.any(Date) as Date }]);
    expect((await list(week)).visits).toEqual([]);
    await reception.reset();
    await reception.arrange(aVisit().promised());
    expect((await list(week)).visits).toHaveLength(1);
  });
});

describe('those above the stations', () => {
  const { regionalManager, networkAdmin, networkAnalyst } = reception.actors;
  const readers = [regionalManager, networkAdmin, networkAnalyst].map((by): Actor => ({
    ...by,
    stationId: stationA.id,
  }));

  it('read the facts of a visit, and nothing that leads to a person', async () => {
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
          reach: '',
          points: whole.checkIn!.points.map((point) => ({ ...point, value: '', note: '' })),
          damages: whole.checkIn!.damages.map((damage) => ({ ...damage, note: '' })),
        },
        recommendations: whole.recommendations.map((each) => ({ ...each, description: '' })),
      });
      expect(await reception.run(ListVisits, {}, { by })).toEqual(await reception.run(ListVisits, {}, desk));
      expect((await reception.run(ListEvents, ofVisit, { by })).events.length).toBe(
        (await reception.run(ListEvents, ofVisit, desk)).events.length,
      );
    }
  });

  it('read which rules were left out at the station, newest first, without why', async () => {
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

  it('read no documents, and no other station by their token', async () => {
    await reception.arrange(aVisit().shown());
    for (const by of readers) {
      const document = reception.run(GetDocument, { documentId: ids.document }, { by });
      await expect(document).rejects.toMatchObject({ reason: 'ROLE_MISSING' });
      const other = reception.run(ListVisits, { stationId: reception.stationB.id }, { by });
      await expect(other).rejects.toMatchObject({ reason: 'OTHER_STATION' });
    }
  });
});

describe('whether a truck may leave', () => {
  it('is told to billing only, of the own station only', async () => {
    await reception.arrange(aVisit().signed());
    await expect(reception.run(GetDeparture, ofVisit, desk)).rejects.toMatchObject({ reason: 'ROLE_MISSING' });
    const other = reception.run(GetDeparture, ofVisit, { by: reception.stationB.staff.cashier, service: 'billing' });
    await expect(other).rejects.toMatchObject({ reason: 'VISIT_NOT_FOUND' });
  });
});

const { definition } = reception;
type Example = Omit<Sample, 'by'> & { by: keyof typeof stationA.staff };
const people = (examples: Readonly<Record<string, Example>>) =>
  Object.fromEntries(Object.entries(examples).map(([name, sample]) => [name, { ...sample, by: actors[sample.by] }]));
const samples = { ...people(stepSamples), ...people(querySamples) };
// Only other services may ask whether a truck may leave and who may sign; documents are the library's.
const apart = ['GetDeparture', 'GetDocument', 'GetSigners'];
Object.assign(reception, {
  definition: { ...definition, queries: definition.queries.filter(({ name }) => !apart.includes(name)) },
});
describeIsolation(reception, samples);
describeIdempotency(reception, samples);
describeReactions(reception, eventsOfOthers);
describeRowLevelSecurity(reception);
Object.assign(reception, { definition });
