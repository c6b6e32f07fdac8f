import type { Actor } from '@waystation/call';
import { eventOf } from '@waystation/call';
import { Role } from '@waystation/contracts/options';
import { Conflict, NotFound, Refused, Unavailable } from '@waystation/model';
import { describeService, startTestService, type StepClass } from '@waystation/testing';
import { day, minute } from '@waystation/testing/model';
import { AppointmentsModule } from './appointments.module.ts';
import { Crm, Workshop } from './clients.ts';
import { FindAppointments } from './queries/find-appointments.ts';
import { GetAppointment } from './queries/get-appointment.ts';
import { ListAppointments } from './queries/list-appointments.ts';
import { ListWork } from './queries/list-work.ts';
import { Appointments } from './store/appointment.mapping.ts';
import { allTold, aConcern, aDiagnosis, anAppointment, aRequest, brakes, ids } from '../testing/an-appointment.ts';
import { appointmentSamples, keepStation, querySamples, reactionSamples } from '../testing/appointment-samples.ts';
import { RemindOneDayBefore } from './timers/remind-one-day-before.ts';
import { RemindOneHourBefore } from './timers/remind-one-hour-before.ts';
import { AmendAppointment } from './use-cases/amend-appointment.ts';
import { CancelAppointment } from './use-cases/cancel-appointment.ts';
import { ChooseSlot } from './use-cases/choose-slot.ts';
import { ConfirmAppointment } from './use-cases/confirm-appointment.ts';
import { ReconfirmAppointment } from './use-cases/reconfirm-appointment.ts';
import { EstimateAppointment } from './use-cases/estimate-appointment.ts';
import { MoveAppointment } from './use-cases/move-appointment.ts';
import { AssignAdvisor } from './use-cases/assign-advisor.ts';
import { RecordPreDiagnosis } from './use-cases/record-pre-diagnosis.ts';
import { RequestAppointment } from './use-cases/request-appointment.ts';

/** Requests to other services since the start of the test. */
const asked: { rpc: string; request: object }[] = [];
/** Errors of other services, by rpc. */
const refusals = new Map<string, Error>();

function answering<Request extends object, Answer>(rpc: string, answer: (request: Request) => Answer) {
  return (request: Request): Promise<Answer> => {
    asked.push({ rpc, request });
    const refusal = refusals.get(rpc);
    return refusal ? Promise.reject(refusal) : Promise.resolve(answer(request));
  };
}

const appointments = await startTestService(AppointmentsModule, {
  clients: [
    [
      Workshop,
      {
        holdSlot: answering('holdSlot', ({ bayId, technicianId, startAt, endAt }) => ({
          slot: { bookingId: ids.otherBooking, bayId, technicianId, startAt, endAt, jobId: '' },
          expiresAt: minute(15),
        })),
        claimSlot: answering('claimSlot', ({ bookingId }) => {
          const room = { bayId: ids.bay, technicianId: ids.technician, jobId: '' };
          return { slot: { bookingId, ...room, startAt: day(3, 60), endAt: day(3, 180) }, expiresAt: day(1) };
        }),
      },
    ],
    [
      Crm,
      {
        getCustomer: answering('getCustomer', ({ customerId }) => ({
          customerId,
          kind: 'person',
          name: 'Zhao Min',
          language: 'en',
          currency: 'CNY',
          contacts: [
            {
              contactId: ids.unknown,
              name: 'Zhao Min',
              phone: '139 5550 1201',
              phoneNumber: '+8613955501201',
              phoneExtension: '',
              email: '',
              roles: ['owner'],
              mayApprove: true,
              approvalLimitMinor: 0n,
            },
          ],
        })),
        getVehicle: answering('getVehicle', ({ vehicleId }) => ({
          vehicleId,
          vin: '5GZCZ43D13S812715',
          plate: '沪B2',
          model: 'X3000',
          odometerKm: 90_000,
        })),
      },
    ],
  ],
});
const { given, clock, actors, stationA } = appointments;
const { clerk, advisor, expert } = actors;

beforeAll(() => keepStation(appointments, stationA.id));
beforeEach(() => {
  asked.length = 0;
  refusals.clear();
});

const ofAppointment = { appointmentId: ids.appointment };
const ofVisit = { visitId: ids.visit };

describe('a step', () => {
  it.each([
    ['ExplainEstimate', 2],
    ['AssignAdvisor', 2],
    ['MarkPreparationItem', 2],
    // The price lists to read depend on the planned work.
    ['EstimateAppointment', 3],
  ] as const)('takes few round trips to the database: %s %d', async (name, trips) => {
    const { given: before, request, by } = appointmentSamples[name];
    const step = appointments.definition.useCases.find((each) => each.name === name) as StepClass;
    await given(...before)
      .when(step, request as never, { by: actors[by], key: 'the-key' })
      .thenAnswered(ofAppointment)
      .andTook(trips);
  });
});

describe('an appointment', () => {
  it('is read from the database as it was stored', async () => {
    const builder = anAppointment()
      .having((each, id) =>
        each.requestDiagnosisHelp(
          { questionId: id(ids.question), concernId: '', question: 'Why?' },
          { id: id(ids.clerk) },
          minute(1),
        ),
      )
      .having((each, id) =>
        each.answerDiagnosisHelp({ questionId: id(ids.question), answer: 'So' }, { id: id(ids.expert) }, minute(1)),
      )
      .prepared()
      .having((each) => each.remind('day', day(2, 60)))
      .having((each, id) =>
        each.reconfirmAppointment({ leadTime: 'day', answer: 'comes' }, { id: id(ids.clerk) }, day(2, 61)),
      );
    const [appointment] = await appointments.arrange(builder);
    const stored = await appointments.loaded(() => new Appointments().get(ids.appointment));
    expect({ ...stored }).toEqual({ ...appointment, version: 1 });
  });

  it('stores names, plates and descriptions encrypted', async () => {
    await appointments.arrange(anAppointment().explained());
    const [row] = await appointments.database.rows<{ text: string }>(
      `select row_to_json(appointment)::text as text from appointment where station_id = $1`,
      [stationA.id],
    );
    for (const secret of ['沪A', '12345', 'Chang Jiang', 'Wu Lei', '5555', 'pulls to the left', 'Reline']) {
      expect(row!.text).not.toContain(secret);
    }
  });

  it('passes every step from the request until the vehicle arrives', async () => {
    const by = { by: clerk };
    const request = appointmentSamples.RequestAppointment.request;
    const { appointmentId, visitId, concernIds } = await appointments.run(RequestAppointment, request as never, by);
    const diagnosis = aDiagnosis({ concernId: concernIds[0]! });
    const { slotRequirement } = await appointments.run(
      RecordPreDiagnosis,
      { appointmentId, diagnoses: [diagnosis] },
      by,
    );
    expect(slotRequirement).toEqual({ workKind: 'repair', skill: 'brakes', minutes: 120 });
    const { estimate } = await appointments.run(EstimateAppointment, { appointmentId }, by);
    expect(estimate).toMatchObject({ amountMinor: 144_640n, labourMinutes: 120 });
    const step = (name: string) => appointments.definition.useCases.find((each) => each.name === name) as StepClass;
    await appointments.run(step('ExplainEstimate'), { appointmentId, ...allTold } as never, by);
    const room = { bayId: ids.bay, technicianId: ids.technician, startAt: day(3, 60), endAt: day(3, 180) };
    await appointments.run(ChooseSlot, { appointmentId, ...room }, by);
    await appointments.run(AssignAdvisor, { appointmentId, advisorId: ids.advisor }, by);
    const { pendingTimers } = await appointments.run(ConfirmAppointment, { appointmentId }, by);
    expect(pendingTimers).toEqual([
      { step: 'RemindOneDayBefore', dueAt: day(2, 60) },
      { step: 'RemindOneHourBefore', dueAt: day(3) },
    ]);
    const event = appointments.event('waystation.reception.v1.VisitOpened', { visitId, appointmentId, at: day(3, 55) });
    await appointments.react(event);
    expect((await appointments.outboxOf(visitId)).map(({ name }) => name)).toEqual([
      'AppointmentRequested',
      'PreDiagnosisRecorded',
      'AppointmentEstimated',
      'EstimateExplained',
      'SlotChosen',
      'AdvisorAssigned',
      'AppointmentConfirmed',
      'AppointmentKept',
    ]);
    expect(await appointments.timers()).toEqual([]);
  });
});

describe('the request of an appointment', () => {
  const blank = { source: 'phone', customerId: ids.customer, vehicleId: ids.vehicle };
  const known = async (appointmentId: string) => appointments.run(GetAppointment, { appointmentId }, { by: clerk });

  it('takes facts that were not typed from the records', async () => {
    const { appointmentId } = await appointments.run(RequestAppointment, blank, { by: clerk });
    expect(await known(appointmentId)).toMatchObject({
      party: { name: 'Zhao Min', callBackNumber: '139 5550 1201', language: 'en' },
      vin: '5GZCZ43D13S812715',
      plate: '沪B2',
      model: 'X3000',
      odometerKm: 90_000,
      customerId: ids.customer,
      contacts: [
        { contactId: ids.unknown, name: 'Zhao Min', roles: ['owner'], mayApprove: true, approvalLimitMinor: 0n },
      ],
      customerCurrency: 'CNY',
    });
    expect(asked.map(({ rpc }) => rpc)).toEqual(['getCustomer', 'getVehicle']);
  });

  it('is accepted during an outage of crm', async () => {
    refusals.set('getCustomer', new Unavailable('SERVICE_UNAVAILABLE'));
    const { appointmentId } = await appointments.run(RequestAppointment, blank, { by: clerk });
    expect(await known(appointmentId)).toMatchObject({ party: { name: '', language: 'zh' }, plate: '沪B2' });
  });

  it('is refused for a customer whom crm does not know', async () => {
    const unknown = Object.assign(new NotFound('customer', ids.customer), { text: 'There is no such customer.' });
    refusals.set('getCustomer', unknown);
    await given().when(RequestAppointment, blank, { by: clerk }).thenNotFound('CUSTOMER_NOT_FOUND');
  });

  it('reads the contacts of the customer, and no vehicle record if all its facts were typed', async () => {
    const { customerId: _, vehicleId: __, contacts: ___, preferredAt, ...facts } = aRequest();
    const typed = { ...blank, ...facts, preferredAt: preferredAt! };
    const { appointmentId } = await appointments.run(RequestAppointment, typed, { by: clerk });
    expect(asked.map(({ rpc }) => rpc)).toEqual(['getCustomer']);
    expect(await known(appointmentId)).toMatchObject({ party: facts.party, contacts: [{ name: 'Zhao Min' }] });
  });

  it('keeps the contacts of its customer if it is amended during an outage of crm', async () => {
    const { appointmentId, revision } = await appointments.run(RequestAppointment, blank, { by: clerk });
    refusals.set('getCustomer', new Unavailable('SERVICE_UNAVAILABLE'));
    const amended = { ...blank, appointmentId, revision, party: aRequest().party, concerns: [] };
    await appointments.run(AmendAppointment, amended, { by: clerk });
    expect(await known(appointmentId)).toMatchObject({ contacts: [{ name: 'Zhao Min' }], customerCurrency: 'CNY' });
    const other = { ...amended, revision: revision + 1, customerId: ids.unknown };
    await appointments.run(AmendAppointment, other, { by: clerk });
    expect(await known(appointmentId)).toMatchObject({ contacts: [], customerCurrency: '' });
  });

  it('shows the contacts only to roles that need them, and stores them encrypted', async () => {
    const { appointmentId } = await appointments.run(RequestAppointment, blank, { by: clerk });
    const seen = await appointments.run(GetAppointment, { appointmentId }, { by: stationA.staff.expert });
    expect(seen).toMatchObject({ contacts: [], customerCurrency: '' });
    const rows = await appointments.database.rows('select to_jsonb(t) from appointment t');
    expect(JSON.stringify(rows)).not.toContain('Zhao Min');
  });

  it('is refused for an invalid VIN, and by a station that takes no new visits', async () => {
    await given()
      .when(RequestAppointment, { source: 'phone', vin: '1M8GDM9A0KP042788' }, { by: clerk })
      .thenInvalid('vin');
    const state = {
      stationId: stationA.id,
      timeZone: 'Asia/Shanghai',
      language: 'zh',
      currency: 'CNY',
      jurisdiction: 'CN',
    };
    const type = 'waystation.network.v1.StationState';
    await appointments.keep(type, { ...state, status: 'suspended' }, stationA.id);
    await given().when(RequestAppointment, { source: 'phone' }, { by: clerk }).thenRefused('STATION_ACCEPTS_NO_VISITS');
    await appointments.keep(type, { ...state, status: 'open' }, stationA.id);
  });

  it('is amended only by someone who has seen its newest revision', async () => {
    await given(anAppointment())
      .when(AmendAppointment, { ...ofAppointment, revision: 9 }, { by: clerk })
      .thenConflict('APPOINTMENT_CHANGED');
  });
});

describe('an estimate', () => {
  it('contains only published operations', async () => {
    const diagnoses = [aDiagnosis({ operations: ['999-000-000/1'] })];
    await given(anAppointment())
      .when(RecordPreDiagnosis, { ...ofAppointment, diagnoses }, { by: clerk })
      .thenNotFound('LABOUR_OPERATION_NOT_FOUND');
  });

  it('uses the labour times of the station before those of the network, once they are in force', async () => {
    const type = 'waystation.network.v1.LabourOperationState';
    const network = { ...brakes, key: `${brakes.operation}:9`, version: 9, labourMinutes: 200, from: day(-1) };
    const key = `${stationA.id}:${brakes.operation}:2`;
    const own = { ...brakes, key, version: 2, stationId: stationA.id, labourMinutes: 150, from: minute(30) };
    await appointments.keep(type, network);
    await appointments.keep(type, own, stationA.id);
    await given(anAppointment().diagnosed())
      .when(EstimateAppointment, ofAppointment, { by: clerk })
      .thenAnswered({ estimate: { labourMinutes: 120 }, netMinor: 128_000n, taxMinor: 16_640n });
    clock.advance({ minutes: 30 });
    const { estimate } = await appointments.run(EstimateAppointment, ofAppointment, { by: clerk });
    expect(estimate).toMatchObject({ labourMinutes: 150, amountMinor: 154_810n });
    await appointments.database.rows('delete from reference_data where key = any($1)', [[network.key, own.key]]);
  });

  it('is refused if a part has no price', async () => {
    const unpriced = aDiagnosis({ parts: [{ partNumber: 'P-1', quantity: '1' }] });
    await given(anAppointment().thoughtToBe(unpriced).diagnosed())
      .when(EstimateAppointment, ofAppointment, { by: clerk })
      .thenRefused('PRICE_NOT_PUBLISHED');
  });
});

describe('choosing a slot', () => {
  const { request } = appointmentSamples.ChooseSlot;

  it('replaces the slot held before, and requests one that fits the work', async () => {
    await given(anAppointment().slotted())
      .when(ChooseSlot, request, { by: clerk })
      .thenAnswered({ asPreferred: false });
    expect(asked).toMatchObject([
      {
        rpc: 'holdSlot',
        request: { ...ofVisit, standardVersion: '7', workKind: 'repair', skill: 'brakes', replaces: [ids.booking] },
      },
    ]);
  });

  it("passes on the workshop's reason why there is no room", async () => {
    refusals.set('holdSlot', Object.assign(new Refused('BAY_TAKEN'), { text: 'The bay is taken.' }));
    await given(anAppointment())
      .when(ChooseSlot, request, { by: clerk })
      .thenRefused('BAY_TAKEN')
      .andNothingWasPublished();
  });

  it('holds no slot for a confirmed appointment', async () => {
    await given(anAppointment().confirmed()).when(ChooseSlot, request, { by: clerk }).thenRefused('WRONG_STATE');
    expect(asked).toEqual([]);
  });
});

describe('confirming an appointment', () => {
  it('lists everything that is missing at once, including an expired slot', async () => {
    refusals.set('claimSlot', new NotFound('booking', ids.booking));
    await given(anAppointment().slotted())
      .when(ConfirmAppointment, ofAppointment, { by: clerk })
      .thenRefused('SLOT_NOT_HELD', 'APT-D05')
      .andRefused('ADVISOR_MISSING', 'APT-D06')
      .andNothingWasPublished();
    await appointments.reset();
    refusals.set('claimSlot', new Refused('SLOT_HOLD_EXPIRED'));
    await given(anAppointment().ready())
      .when(ConfirmAppointment, ofAppointment, { by: clerk })
      .thenRefused('SLOT_NOT_HELD', 'APT-D05');
  });

  it('lists what is missing if nothing but the request is recorded', async () => {
    await given(anAppointment())
      .when(ConfirmAppointment, ofAppointment, { by: clerk })
      .thenRefused('PRE_DIAGNOSIS_MISSING', 'APT-D03')
      .andRefused('ESTIMATE_MISSING', 'APT-D04')
      .andRefused('SLOT_MISSING', 'APT-D05')
      .andRefused('ADVISOR_MISSING', 'APT-D06');
    expect(asked).toEqual([]);
  });

  it('is refused during an outage of the workshop', async () => {
    refusals.set('claimSlot', new Unavailable('SERVICE_UNAVAILABLE'));
    await given(anAppointment().ready())
      .when(ConfirmAppointment, ofAppointment, { by: clerk })
      .thenRefused('SERVICE_UNAVAILABLE');
  });

  it('passes on any other refusal of the workshop', async () => {
    refusals.set('claimSlot', new Conflict('WHATEVER'));
    await given(anAppointment().ready())
      .when(ConfirmAppointment, ofAppointment, { by: clerk })
      .thenConflict('WHATEVER');
  });

  it('answers a repeated request like the first, even if the first commits while the repeat is running', async () => {
    await appointments.arrange(anAppointment().ready());
    const confirm = () => appointments.run(ConfirmAppointment, ofAppointment, { by: clerk, key: 'once' });
    const step = appointments.running.get(ConfirmAppointment);
    const { ask } = step;
    let first: unknown;
    // The repeat has found no key. Before it asks the workshop, the first call confirms, so that asking refuses.
    step.ask = async function (...asking) {
      step.ask = ask;
      first = await confirm();
      return ask.apply(step, asking);
    };
    expect(await confirm()).toEqual(first);
    expect(appointments.lastRun()).toMatchObject({ outcome: 'replayed' });
    expect(await appointments.eventNames()).toEqual(['AppointmentConfirmed']);
    // A request with another key is a new request, and is refused.
    await given().when(ConfirmAppointment, ofAppointment, { by: clerk, key: 'twice' }).thenRefused('WRONG_STATE');
  });
});

describe('a vehicle with an appointment', () => {
  const second = {
    appointmentId: '01980000-0000-7000-8000-000000000002',
    visitId: '01980000-0000-7000-8000-00000000002b',
  };
  const another = () => anAppointment().named(second.appointmentId, second.visitId).at({ bookingId: ids.otherBooking });
  const ofSecond = { appointmentId: second.appointmentId };
  const unknownVin = { vin: '' };
  const sameTime = {
    bayId: ids.unknown,
    technicianId: ids.technician,
    startAt: day(3, 120),
    endAt: day(3, 240),
  };

  it.each([
    ['the same vehicle id', { ...unknownVin, vehicleId: ids.vehicle }, { vehicleId: ids.vehicle, plate: '' }],
    ['the same VIN', { plate: '' }, { plate: '沪B99999' }],
    ['the same plate, written differently', { plate: '沪A·12345' }, { ...unknownVin, plate: '沪a 12345' }],
  ])('is not booked a second time for the same period: %s', async (_, request, otherRequest) => {
    const first = anAppointment().requesting(request).confirmed();
    await given(first, another().requesting(otherRequest).slotted())
      .when(ChooseSlot, { ...ofSecond, ...sameTime }, { by: clerk })
      .thenRefused('VEHICLE_BOOKED_IN_PERIOD')
      .andNothingWasPublished();
    expect(asked).toEqual([]);
    await appointments.reset();
    await given(first, another().requesting(otherRequest).ready())
      .when(ConfirmAppointment, ofSecond, { by: clerk })
      .thenRefused('VEHICLE_BOOKED_IN_PERIOD')
      .andNothingWasPublished();
  });

  it('is not moved to a time at which it has another appointment', async () => {
    const { request } = appointmentSamples.MoveAppointment;
    await given(
      anAppointment().confirmed(),
      another()
        .at({ startAt: day(4, 60), endAt: day(4, 180) })
        .confirmed(),
    )
      .when(MoveAppointment, request as never, { by: clerk })
      .thenRefused('VEHICLE_BOOKED_IN_PERIOD')
      .andNothingWasPublished();
    expect(asked).toEqual([]);
  });

  it('may be booked for another time, and for the same time if the first is cancelled or only requested', async () => {
    const later = { ...sameTime, startAt: day(3, 180), endAt: day(3, 300) };
    await given(anAppointment().confirmed(), another().slotted())
      .when(ChooseSlot, { ...ofSecond, ...later }, { by: clerk })
      .thenAnswered(ofSecond);
    const cancelled = { ...ofAppointment, cancelledBy: 'customer', reason: 'customer_request' };
    await appointments.run(CancelAppointment, cancelled, { by: clerk });
    await appointments.run(ChooseSlot, { ...ofSecond, ...sameTime }, { by: clerk });
    await appointments.reset();
    await given(anAppointment().ready(), another().ready())
      .when(ConfirmAppointment, ofSecond, { by: clerk })
      .thenAnswered(ofSecond);
  });

  it('is distinguished by its VIN from another vehicle with the same plate, such as a trailer', async () => {
    await given(anAppointment().confirmed(), another().requesting({ vin: '5GZCZ43D13S812715' }).ready())
      .when(ConfirmAppointment, ofSecond, { by: clerk })
      .thenAnswered(ofSecond);
  });

  it('is booked once even if two appointments are confirmed at the same moment', async () => {
    const pairs = [
      [
        { ...unknownVin, vehicleId: ids.vehicle },
        { ...unknownVin, plate: '沪B99999', vehicleId: ids.vehicle },
      ],
      [{ plate: '' }, { plate: '沪B99999' }],
      [{}, unknownVin],
    ] as const;
    for (const [request, otherRequest] of pairs) {
      await appointments.reset();
      await appointments.arrange(
        anAppointment().requesting(request).ready(),
        another().requesting(otherRequest).ready(),
      );
      const both = [ofAppointment, ofSecond].map((of) => appointments.run(ConfirmAppointment, of, { by: clerk }));
      const answers = await Promise.allSettled(both);
      expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    }
  });

  it('has one confirmed appointment at a time by a constraint of the database as well', async () => {
    await appointments.arrange(anAppointment().confirmed(), another().requesting(unknownVin).ready());
    const confirm = appointments.database.rows(`update appointment set status = 'confirmed' where id = $1`, [
      second.appointmentId,
    ]);
    await expect(confirm).rejects.toThrow('appointment_plate_once');
  });

  it('is found by id, VIN or plate within the requested days', async () => {
    await appointments.arrange(anAppointment().requesting({ vehicleId: ids.vehicle }).confirmed());
    const days = { from: day(3, -480), to: day(4, -480) };
    const found = async (request: object) =>
      (await appointments.run(FindAppointments, { ...days, ...request }, { by: advisor })).appointments;
    for (const known of [
      { vehicleId: ids.vehicle },
      { vin: '1m8gdm9axkp 042788' },
      { plate: '沪Ａ・12345' },
      { vehicleId: ids.vehicle, plate: '沪B99999' },
      { plate: '沪A12345', statuses: ['confirmed', 'no_show'] },
    ]) {
      expect([known, await found(known)]).toMatchObject([known, [{ ...ofAppointment, plate: '沪A12345' }]]);
    }
    for (const known of [
      { vehicleId: ids.unknown, plate: '沪A12345' },
      { vin: '5GZCZ43D13S812715', plate: '沪A12345' },
      { plate: '沪A12346' },
      { plate: '沪A12345', from: day(4), to: day(5) },
      { plate: '沪A12345', statuses: ['requested'] },
    ]) {
      expect([known, await found(known)]).toEqual([known, []]);
    }
    await given().when(FindAppointments, days, { by: advisor }).thenRefused('EXACTLY_ONE_REQUIRED');
    await given()
      .when(FindAppointments, { ...days, plate: '沪A12345' }, { by: actors.gateAttendant, service: 'reception' })
      .thenAnswered({ appointments: [{}] });
  });

  it('is found by the call-back number, with or without country code and extension', async () => {
    const callBackNumber = '021-5888 1234 转 801';
    const party = { name: 'Wu Lei', contactName: '', callBackNumber, email: '', language: 'zh' };
    const { appointmentId } = await appointments.run(
      RequestAppointment,
      { source: 'phone', party, plate: '沪A12345', preferredAt: day(3) },
      { by: clerk },
    );
    const days = { from: day(0), to: day(7) };
    for (const phone of ['+86 21 58881234', '0086 21 5888-1234', '021 58881234-802']) {
      const { appointments: found } = await appointments.run(FindAppointments, { ...days, phone }, { by: clerk });
      expect(found).toMatchObject([{ appointmentId, party: { callBackNumber } }]);
    }
    await given()
      .when(FindAppointments, { ...days, phone: '123' }, { by: clerk })
      .thenInvalid('phone');
    await given()
      .when(RequestAppointment, { source: 'phone', party: { ...party, callBackNumber: '-' } }, { by: clerk })
      .thenInvalid('party.call_back_number');
    await given()
      .when(RequestAppointment, { source: 'phone', party, plate: '·' }, { by: clerk })
      .thenRefused('PLATE_NOT_READABLE');
  });
});

describe('the timers of an appointment', () => {
  const confirmed = () => given(anAppointment().ready()).after(ConfirmAppointment, ofAppointment, { by: clerk });
  const pending = async () =>
    (await appointments.run(GetAppointment, ofAppointment, { by: advisor })).pendingTimers.map(
      ({ step, dueAt }) => [step, dueAt] as const,
    );

  it('are set by the confirmation and shown with the appointment', async () => {
    await confirmed().when(GetAppointment, ofAppointment, { by: advisor }).thenAnswered({});
    expect(await pending()).toEqual([
      ['RemindOneDayBefore', day(2, 60)],
      ['RemindOneHourBefore', day(3)],
    ]);
  });

  it('publish that the reconfirmation is due and add it to the work list', async () => {
    await confirmed()
      .whenDue(RemindOneDayBefore, ids.appointment)
      .thenPublishedOnly('ReconfirmationDue')
      .andPublished('ReconfirmationDue', { leadTime: 'day', itemsMissing: 6 });
    await appointments.fire(RemindOneHourBefore, ids.appointment);
    expect(await pending()).toEqual([]);
    const work = () => appointments.run(ListWork, { role: Role.APPOINTMENT_CLERK }, { by: clerk });
    expect((await work()).items).toMatchObject([
      { kind: 'reconfirm_appointment', subjectId: ids.appointment, dueAt: day(3, 60), rule: 'APT-D11' },
    ]);
    await appointments.run(
      ReconfirmAppointment,
      { ...ofAppointment, leadTime: 'hour', answer: 'comes' },
      { by: clerk },
    );
    expect((await work()).items).toEqual([]);
  });

  it('are moved and removed with the appointment', async () => {
    await confirmed()
      .after(MoveAppointment, appointmentSamples.MoveAppointment.request as never, { by: clerk })
      .when(GetAppointment, ofAppointment, { by: advisor })
      .thenAnswered({ slot: { bookingId: ids.otherBooking, startAt: day(4, 60) } });
    expect(await pending()).toEqual([
      ['RemindOneDayBefore', day(3, 60)],
      ['RemindOneHourBefore', day(4)],
    ]);
    expect(asked.map(({ rpc }) => rpc)).toEqual(['claimSlot', 'holdSlot', 'claimSlot']);
    await appointments.run(CancelAppointment, appointmentSamples.CancelAppointment.request, { by: clerk });
    expect(await pending()).toEqual([]);
  });
});

describe('a move or a cancellation by the station', () => {
  it('requires notice to the customer and the offer of another time', async () => {
    await given(anAppointment().confirmed())
      .when(CancelAppointment, { ...ofAppointment, cancelledBy: 'station', reason: 'no_capacity' }, { by: clerk })
      .thenRefused('CUSTOMER_NOT_INFORMED', 'APT-D10')
      .andRefused('ALTERNATIVE_NOT_OFFERED', 'APT-D10')
      .andNothingWasPublished();
  });

  it('claims no slot in a dry run', async () => {
    await appointments.arrange(anAppointment().confirmed());
    const { request } = appointmentSamples.MoveAppointment;
    await appointments.run(MoveAppointment, request as never, { by: clerk, validateOnly: true });
    expect(asked.map(({ rpc }) => rpc)).toEqual(['holdSlot']);
  });
});

describe('an event of another service', () => {
  it('changes nothing for a visit without an appointment', async () => {
    const events = appointments.definition.reactions.map(eventOf);
    for (const event of events) await given().whenArrives(event, ofVisit).thenNothingWasPublished();
  });

  it('marks the parts as ready only if all are on the shelf', async () => {
    const confirmed = () => given(anAppointment().confirmed());
    const shelved = 'waystation.parts.v1.PartsShelved';
    await confirmed()
      .whenArrives(shelved, { ...ofVisit, complete: false })
      .thenNothingWasPublished();
    await appointments.reset();
    await confirmed()
      .afterArrival('waystation.parts.v1.PartsShort', ofVisit)
      .whenArrives(shelved, { ...ofVisit, complete: true })
      .thenPublished('PreparationItemMarked', { item: 'parts', ready: true, markedBy: '' });
  });

  it('does not mark bay and technician for another slot', async () => {
    await given(anAppointment().confirmed())
      .whenArrives('waystation.workshop.v1.SlotBooked', { ...ofVisit, bookingId: ids.otherBooking })
      .thenNothingWasPublished();
  });

  it('turns a no-show into a kept appointment if the vehicle comes late', async () => {
    await given(anAppointment().confirmed())
      .afterArrival('waystation.reception.v1.VisitMarkedNoShow', ofVisit)
      .whenArrives('waystation.reception.v1.VisitOpened', ofVisit)
      .thenPublishedOnly('AppointmentKept');
  });

  it('does not mark a no-show for an appointment that was moved to a later time meanwhile', async () => {
    await given(anAppointment().confirmed())
      .whenArrives('waystation.reception.v1.VisitMarkedNoShow', { ...ofVisit, dueAt: day(2) })
      .thenNothingWasPublished();
  });
});

describe('the queries of appointments', () => {
  it('show an appointment with all its facts, to reception as well', async () => {
    await given(
      anAppointment()
        .having((each, id) =>
          each.requestDiagnosisHelp(
            { questionId: id(ids.question), concernId: '', question: 'Why?' },
            { id: id(ids.clerk) },
            minute(1),
          ),
        )
        .explained(),
    )
      .when(GetAppointment, ofAppointment, { by: actors.gateAttendant, service: 'reception' })
      .thenAnswered({
        ...ofAppointment,
        ...ofVisit,
        status: 'requested',
        party: { name: 'Chang Jiang Logistics', callBackNumber: '+86 21 5555 0100' },
        concerns: [{ ...aConcern(), suspectedCause: 'worn', remedy: 'Reline the front brakes' }],
        operations: [{ code: brakes.operation, workKind: 'repair', labourMinutes: 120, skill: 'brakes' }],
        parts: [{ concernId: ids.concern, partNumber: 'BRK-LIN-2207', quantity: '2' }],
        estimate: { amountMinor: 144_640n, currency: 'CNY' },
        estimateNetMinor: 128_000n,
        explainedEstimate: { explainedTo: 'Wu Lei', priceExplained: true },
        questions: [{ questionId: ids.question, question: 'Why?', askedAt: minute(1), answeredAt: undefined }],
        slotRequirement: { workKind: 'repair', skill: 'brakes', minutes: 120 },
        slot: undefined,
        standardVersion: '7',
      });
    await given().when(GetAppointment, { appointmentId: ids.unknown }, { by: clerk }).thenNotFound();
  });

  it('show the question to the expert and the answer', async () => {
    await given(
      anAppointment()
        .having((each, id) =>
          each.requestDiagnosisHelp(
            { questionId: id(ids.question), concernId: id(ids.concern), question: 'Why?' },
            { id: id(ids.clerk) },
            minute(1),
          ),
        )
        .having((each, id) =>
          each.answerDiagnosisHelp({ questionId: id(ids.question), answer: 'So' }, { id: id(ids.expert) }, minute(2)),
        ),
    )
      .when(GetAppointment, ofAppointment, { by: clerk })
      .thenAnswered({
        questions: [
          { concernId: ids.concern, question: 'Why?', answer: 'So', expertId: ids.expert, answeredAt: minute(2) },
        ],
      });
  });

  it('list the appointments of a period page by page', async () => {
    const numbered = (number: number, facts: Parameters<ReturnType<typeof anAppointment>['requesting']>[0] = {}) => {
      const id = (kind: string) => `01980000-0000-7000-8000-00000${kind}0000${String(number).padStart(2, '0')}`;
      return anAppointment().named(id('1'), id('2')).requesting(facts);
    };
    await appointments.arrange(
      numbered(1).confirmed(),
      numbered(2, { preferredAt: day(2) }),
      numbered(3, { preferredAt: null }),
      numbered(4, { preferredAt: day(9) }),
    );
    const pages = await appointments.pages(ListAppointments, { from: day(0), to: day(7), pageSize: 2 }, { by: clerk });
    const seen = pages.flatMap((page) =>
      page.appointments.map(({ appointmentId, status }) => `${appointmentId.at(-1)} ${status}`),
    );
    expect(seen).toEqual(['3 requested', '2 requested', '1 confirmed']);
    const list = async (request: object) =>
      (await appointments.run(ListAppointments, { from: day(0), to: day(7), ...request }, { by: clerk })).appointments;
    expect(await list({ statuses: ['confirmed'] })).toMatchObject([
      { party: { name: 'Chang Jiang Logistics' }, slot: { startAt: day(3, 60) }, itemsMissing: 6 },
    ]);
    expect(await list({ advisorId: ids.advisor })).toHaveLength(1);
    expect(await list({ visitId: ids.unknown })).toEqual([]);
    await given()
      .when(ListAppointments, { from: day(0), to: day(32) }, { by: clerk })
      .thenInvalid('to');
    await given()
      .when(ListAppointments, { from: day(1), to: day(0) }, { by: clerk })
      .thenInvalid();
  });

  it('hide customer and plate in lists for the region and the network', async () => {
    await appointments.arrange(anAppointment().confirmed());
    const list = (by: Actor) => appointments.run(ListAppointments, { from: day(0), to: day(7) }, { by });
    const whole = await list(clerk);
    expect(whole.appointments).toMatchObject([{ party: {}, plate: expect.stringMatching(/./) as string }]);
    const { regionalManager, networkAnalyst } = appointments.actors;
    for (const above of [regionalManager, networkAnalyst]) {
      const seen = await list({ ...above, stationId: stationA.id });
      expect(seen.appointments).toEqual(whole.appointments.map((each) => ({ ...each, party: undefined, plate: '' })));
    }
  });

  it('list the work of each role', async () => {
    const id = (end: string) => `01980000-0000-7000-8000-0000000000${end}`;
    const helped = anAppointment()
      .named(id('02'), id('12'))
      .having((each, own) =>
        each.requestDiagnosisHelp(
          { questionId: own(ids.question), concernId: '', question: 'Why?' },
          { id: own(ids.clerk) },
          minute(1),
        ),
      );
    await appointments.arrange(helped, anAppointment().named(id('03'), id('13')).confirmed());
    const kinds = async (request: object) =>
      (await appointments.run(ListWork, request, { by: clerk })).items.map(
        ({ kind, subjectId }) => `${kind} ${subjectId.at(-1)}`,
      );
    expect(await kinds({})).toEqual(['confirm_appointment 2', 'answer_diagnosis_help 2', 'mark_preparation_item 3']);
    expect(await kinds({ role: Role.TECHNICAL_EXPERT, assigneeId: expert.id })).toEqual(['answer_diagnosis_help 2']);
    expect(await kinds({ role: Role.SERVICE_ADVISOR, assigneeId: advisor.id })).toEqual(['mark_preparation_item 3']);
    expect(await kinds({ role: Role.SERVICE_ADVISOR, assigneeId: ids.unknown })).toEqual([]);
    expect(await kinds({ role: Role.CASHIER })).toEqual([]);

    const pagedPages = await appointments.pages(ListWork, { pageSize: 1 }, { by: clerk });
    const paged = pagedPages.flatMap((page) => page.items.map(({ kind }) => kind));
    expect(paged).toEqual(['confirm_appointment', 'answer_diagnosis_help', 'mark_preparation_item']);
  });
});

describeService(appointments, { steps: appointmentSamples, queries: querySamples, reactions: reactionSamples });
