import { Role } from '@waystation/contracts/options';
import { GrantOverride, RequestOverride } from '@waystation/overrides';
import { stationB } from '@waystation/testing';
import { minute } from '@waystation/testing/model';
import { GetVisit } from './queries/get-visit.ts';
import { ListWork } from './queries/list-work.ts';
import { others, resetOthers, startReception } from '../testing/a-reception.ts';
import { aVisit } from '../testing/a-visit.ts';
import { party, sheet } from '../testing/examples.ts';
import { ids } from '../testing/ids.ts';
import { keepReferenceData, typedParty } from '../testing/samples.ts';
import { CancelVisit } from './use-cases/cancel-visit.ts';
import { CompleteCheckSheet } from './use-cases/complete-check-sheet.ts';
import { OpenVisit } from './use-cases/open-visit.ts';
import { RegisterArrival } from './use-cases/register-arrival.ts';

const reception = await startReception();
const { given, actors, stationA } = reception;
const { advisor, gateAttendant, manager } = actors;
const ofVisit = { visitId: ids.visit };
const desk = { by: advisor };

beforeAll(() => keepReferenceData(reception, stationA.id));
beforeEach(resetOthers);

describe('a vehicle at the gate', () => {
  const [vehicleVin, trailerVin] = ['1M8GDM9AXKP042788', '5GZCZ43D13S812715'];
  const camera = { source: 'camera' };
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

  it('is received for its appointment today, in any spelling of the plate', async () => {
    others.appointments = [appointmentAt(minute(90))];
    await given(aVisit())
      .when(RegisterArrival, { ...camera, plate: 'Ａ•12345' }, gate)
      .thenAnswered({ visitId: ids.visit, appointmentId: ids.appointment, stage: 'arrived' })
      .andPublished('VehicleArrived', { appointmentId: ids.appointment, source: 'camera', vehicleConflictReason: '' });
    // It is four in the afternoon in Shanghai: the period is the day there and the following night.
    expect(others.searches).toMatchObject([
      { plate: 'A•12345', statuses: ['confirmed', 'no_show'], from: minute(-960), to: minute(720) },
    ]);
  });

  it('is not received a second time for its appointment before its visit is opened', async () => {
    others.appointments = [appointmentAt(minute(90))];
    await reception.arrange(aVisit().arrived());
    for (const seen of [{ plate: 'A 12345' }, { plate: 'A 12345', appointmentId: ids.appointment }])
      await given()
        .when(RegisterArrival, { ...camera, ...seen }, gate)
        .thenRefused('VEHICLE_HAS_OPEN_VISIT');
  });

  it('is received for a confirmed appointment before a missed one', async () => {
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

  it('needs a choice of the appointment if it has several today', async () => {
    others.appointments = [appointmentAt(minute(90)), appointmentAt(minute(300), { appointmentId: ids.document })];
    const several = given(aVisit()).when(RegisterArrival, { ...camera, plate: 'A 12345' }, gate);
    await several.thenRefused('SEVERAL_APPOINTMENTS').andNothingWasPublished();
    others.booked = { plate: 'A 12345' };
    await given()
      .when(RegisterArrival, { ...camera, plate: 'A 12345', appointmentId: ids.appointment }, gate)
      .thenAnswered({ visitId: ids.visit });
  });

  it('begins a new visit without an appointment or during an outage of appointments', async () => {
    const { visitId, appointmentId } = await reception.run(RegisterArrival, { ...camera, plate: 'C 1' }, gate);
    expect([await stageOf(visitId), appointmentId]).toEqual(['arrived', '']);
    others.appointmentsAreDown = true;
    const other = await reception.run(RegisterArrival, { ...camera, plate: 'C 2' }, gate);
    expect(await stageOf(other.visitId)).toBe('arrived');
  });

  it.each([
    ['another plate', { plate: 'B 99999' }],
    ['another VIN', { vin: trailerVin }],
    ['another id', { vehicleId: ids.item }],
  ])('needs a reason if it has %s than the booked vehicle', async (_, seen) => {
    const arrival = { source: 'gate', appointmentId: ids.appointment, ...seen };
    await given(aVisit()).when(RegisterArrival, arrival, gate).thenRefused('ANOTHER_VEHICLE_BOOKED');
    await given()
      .when(RegisterArrival, { ...arrival, vehicleConflictReason: 'new_plate' }, gate)
      .thenPublished('VehicleArrived', { appointmentId: ids.appointment, vehicleConflictReason: 'new_plate' });
  });

  it('is not identified with the booked vehicle if it came in its place', async () => {
    await reception.arrange(aVisit());
    const seen = { plate: 'B 99999', vehicleConflictReason: 'other_vehicle' };
    const arrival = { source: 'gate', appointmentId: ids.appointment, ...seen };
    const { arrivalId, visitId } = await reception.run(RegisterArrival, arrival, gate);
    others.crmIsDown = true;
    await open(arrivalId);
    const visit = await reception.run(GetVisit, { visitId }, desk);
    expect(visit).toMatchObject({
      plate: 'B 99999',
      vin: '',
      summary: { vehicleId: '', appointmentId: ids.appointment },
    });
  });

  it('needs a reason for another plate at the desk too if the gate did not read the plate', async () => {
    await given(aVisit().arrived())
      .when(OpenVisit, { arrivalId: ids.arrival, plate: 'B 99999' }, desk)
      .thenRefused('ANOTHER_VEHICLE_BOOKED');
    await given()
      .when(OpenVisit, { arrivalId: ids.arrival, plate: 'B 99999', vehicleConflictReason: 'mistyped' }, desk)
      .thenAnswered({ visitId: ids.visit });
  });

  it('is not received again while its visit is open, and the refusal names the visit', async () => {
    await reception.arrange(aVisit().walkIn().countersigned());
    for (const seen of [{ plate: 'a-12345' }, { vin: '1m8gdm9axkp042788' }, { vehicleId: ids.vehicle }]) {
      await given()
        .when(RegisterArrival, { ...camera, ...seen }, gate)
        .thenRefused('VEHICLE_HAS_OPEN_VISIT')
        .andNothingWasPublished();
    }
    const metadata = { visitId: ids.visit, since: expect.stringMatching(/^2026-03-02 /) as string };
    await given()
      .when(RegisterArrival, { ...camera, plate: 'A 12345' }, gate)
      .thenRefused('VEHICLE_HAS_OPEN_VISIT')
      .and(({ error }) => expect(error).toMatchObject({ metadata }));
    const { arrivalId } = await reception.run(RegisterArrival, { source: 'advisor' }, desk);
    await given()
      .when(OpenVisit, { ...typedParty, plate: '', arrivalId, vehicleId: ids.vehicle }, desk)
      .thenRefused('VEHICLE_HAS_OPEN_VISIT');
    await given()
      .when(OpenVisit, { ...typedParty, arrivalId, plate: 'A12345' }, desk)
      .thenRefused('VEHICLE_HAS_OPEN_VISIT');
  });

  it('is received if its earlier visit is over, or if it is another vehicle with the same plate', async () => {
    await reception.arrange(aVisit().walkIn().opened());
    const trailer = { ...camera, plate: 'A 12345', vin: trailerVin };
    const { arrivalId } = await reception.run(RegisterArrival, trailer, gate);
    await expect(open(arrivalId)).resolves.toMatchObject({ stage: 'arrived' });
    await reception.run(RegisterArrival, { ...camera, plate: 'A 12345', vehicleConflictReason: 'shared_plate' }, gate);

    await reception.reset();
    await reception.arrange(aVisit().walkIn().opened());
    await reception.run(CancelVisit, { ...ofVisit, reason: 'customer_request' }, desk);
    const again = await reception.run(RegisterArrival, { ...camera, plate: 'A 12345', vin: vehicleVin }, gate);
    await expect(open(again.arrivalId)).resolves.toMatchObject({ stage: 'arrived' });
  });

  it('is received once even if gate and camera register it at the same moment', async () => {
    for (const seen of [{ plate: 'A 12345' }, { vin: vehicleVin }, { vehicleId: ids.vehicle }]) {
      await reception.reset();
      const both = [camera, { source: 'gate' }].map((by) => reception.run(RegisterArrival, { ...by, ...seen }, gate));
      const answers = await Promise.allSettled(both);
      expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    }
  });

  it('may have an open visit at another station, which stays hidden', async () => {
    const seen = { ...camera, plate: 'C 1', vin: vehicleVin, vehicleId: ids.item };
    await reception.run(RegisterArrival, seen, gate);
    await reception.keep(
      'waystation.network.v1.StationState',
      { stationId: stationB.id, status: 'open', timeZone: 'Europe/Berlin' },
      stationB.id,
    );
    await expect(reception.run(RegisterArrival, seen, { by: stationB.staff.gateAttendant })).resolves.toMatchObject({
      stage: 'arrived',
    });
  });

  it('keeps the VIN that was scanned at the gate, in its normalised form', async () => {
    const seen = { source: 'code', vin: '1m8gdm9axkp-042788' };
    const { arrivalId, visitId } = await reception.run(RegisterArrival, seen, gate);
    await open(arrivalId);
    expect(await reception.run(GetVisit, { visitId }, desk)).toMatchObject({ vin: vehicleVin });
  });

  it('must have a readable plate and a valid VIN', async () => {
    await given()
      .when(RegisterArrival, { ...camera, plate: '··' }, gate)
      .thenRefused('PLATE_NOT_READABLE');
    await given()
      .when(RegisterArrival, { ...camera, vin: '1M8GDM9A0KP042788' }, gate)
      .thenInvalid('vin');
  });

  describe('received without its appointment', () => {
    const unseen = async () => {
      await reception.arrange(aVisit());
      const { arrivalId, visitId } = await reception.run(RegisterArrival, { source: 'advisor' }, desk);
      others.appointments = [appointmentAt(minute(90))];
      return { arrivalId, visitId };
    };

    it('needs a decision of the advisor when its visit is opened', async () => {
      const { arrivalId } = await unseen();
      await given()
        .when(OpenVisit, { ...typedParty, arrivalId, plate: 'A 12345' }, desk)
        .thenRefused('VEHICLE_HAS_APPOINTMENT');
    });

    it('continues with the booked visit', async () => {
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

    it('continues with the booked visit even if its plate was read', async () => {
      await reception.arrange(aVisit());
      others.appointmentsAreDown = true;
      const { arrivalId } = await reception.run(RegisterArrival, { ...camera, plate: 'A 12345' }, gate);
      others.appointmentsAreDown = false;
      await expect(open(arrivalId, { appointmentId: ids.appointment })).resolves.toMatchObject({ visitId: ids.visit });
    });

    it('gets a visit of a walk-in if the advisor chooses so', async () => {
      const { arrivalId, visitId } = await unseen();
      await expect(open(arrivalId, { plate: 'A 12345', walkIn: true })).resolves.toMatchObject({ visitId });
    });
  });

  it('is received by a suspended station only if it was booked', async () => {
    const state = {
      stationId: stationA.id,
      timeZone: 'Asia/Shanghai',
      jurisdiction: 'CN',
      currency: 'CNY',
      language: 'zh',
    };
    const become = (status: string) =>
      reception.keep('waystation.network.v1.StationState', { ...state, status }, stationA.id);
    await become('suspended');
    await given()
      .when(RegisterArrival, { ...camera, plate: 'C 1' }, gate)
      .thenRefused('STATION_ACCEPTS_NO_VISITS');
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

describe('a walk-in', () => {
  it('begins a new visit under the standard in force', async () => {
    const told = given().when(RegisterArrival, { source: 'advisor' }, desk);
    const { answer, events } = await told.thenPublishedOnly('VehicleArrived', 'VisitAdvanced', 'VisitState');
    expect(events[1]!.fields).toMatchObject({ from: '', to: 'arrived' });
    expect(events[0]!.headers).toMatchObject({ ce_standardversion: '7' });
    const opened = await reception.run(OpenVisit, { ...typedParty, arrivalId: answer!.arrivalId }, desk);
    const visit = await reception.run(GetVisit, { visitId: opened.visitId }, desk);
    expect(visit).toMatchObject({ party, plate: 'B 999', summary: { appointmentId: '', advisorId: advisor.id } });
  });

  it('can be opened during an outage of crm', async () => {
    others.crmIsDown = true;
    const told = { ...typedParty, arrivalId: ids.arrival, vehicleId: ids.vehicle };
    await given(aVisit().walkIn().arrived()).when(OpenVisit, told, desk).thenPublished('VisitOpened');
  });

  it('is opened for the owner of a known vehicle, with the contacts who may sign', async () => {
    const request = { arrivalId: ids.arrival, vehicleId: ids.vehicle };
    await given(aVisit().walkIn().arrived())
      .when(OpenVisit, request, desk)
      .thenPublished('VisitOpened', { customerId: ids.customer });
    const { party: known, signing } = await reception.run(GetVisit, ofVisit, desk);
    expect(known).toMatchObject({ name: party.name, address: party.address });
    expect(signing!.contacts.map(({ contactId }) => contactId)).toEqual([ids.approver, ids.driver, ids.owner]);
  });

  it('is opened only with a known customer', async () => {
    await given(aVisit().walkIn().arrived()).when(OpenVisit, { arrivalId: ids.arrival }, desk).thenInvalid('party');
  });

  it('is refused with an appointment that reception does not know', async () => {
    await given()
      .when(RegisterArrival, { appointmentId: ids.appointment, source: 'gate' }, { by: gateAttendant })
      .thenNotFound('VISIT_NOT_FOUND');
  });

  it('is refused with an appointment that is not confirmed', async () => {
    others.booked = { status: 'requested' };
    await given()
      .when(RegisterArrival, { appointmentId: ids.appointment, source: 'gate' }, { by: gateAttendant })
      .thenRefused('APPOINTMENT_NOT_CONFIRMED');
    const { arrivalId } = await reception.run(RegisterArrival, { source: 'gate' }, { by: gateAttendant });
    await given()
      .when(OpenVisit, { ...typedParty, plate: '', arrivalId, appointmentId: ids.appointment }, desk)
      .thenRefused('APPOINTMENT_NOT_CONFIRMED');
  });

  it('has to wait a moment while the confirmation is on its way to reception', async () => {
    others.booked = { status: 'confirmed' };
    await given()
      .when(RegisterArrival, { appointmentId: ids.appointment, source: 'gate' }, { by: gateAttendant })
      .thenUnavailable('APPOINTMENT_NOT_KNOWN_YET');
  });
});

describe('a check sheet with a missing point', () => {
  it('is completed once after the manager has granted an override of that point', async () => {
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
      { ...gate, justification: 'the vehicle is in deep snow' },
      desk,
    );
    expect(await work()).toMatchObject([
      { kind: 'grant_override', subjectId: overrideId, visitId: ids.visit, rule: 'REC-D05' },
    ]);
    await reception.run(GrantOverride, { ...gate, reason: 'seen last week' }, { by: manager });
    expect(await work()).toEqual([]);
    await complete()
      .thenPublished('CheckSheetCompleted')
      .andPublished('RuleOverridden', { rule: 'REC-D05', subject: 'tyres', overrideId, aggregateKind: 'check_in' });
    await complete().thenRefused('CHECK_SHEET_POINT_MISSING', 'REC-D05');
  });
});
