import { Role } from '@waystation/contracts/options';
import {
  accessMatrixOf,
  describeService,
  outsider,
  startTestService,
  stationB,
  type StepClass,
} from '@waystation/testing';
import { day } from '@waystation/testing/model';
import { CrmModule } from './crm.module.ts';
import { FindCustomers } from './queries/find-customers.ts';
import { FindVehicle } from './queries/find-vehicle.ts';
import { GetCustomer } from './queries/get-customer.ts';
import { GetFollowUp } from './queries/get-follow-up.ts';
import { GetVehicle } from './queries/get-vehicle.ts';
import { ListCustomers } from './queries/list-customers.ts';
import { ListFollowUps } from './queries/list-follow-ups.ts';
import { ListWork } from './queries/list-work.ts';
import { Customers } from './store/customer.mapping.ts';
import { FollowUps } from './store/follow-up.mapping.ts';
import { StationVehicles } from './store/station-vehicle.mapping.ts';
import { Vehicles } from './store/vehicle.mapping.ts';
import { aCustomer, dispatcher, fleet, noCalls } from '../testing/a-customer.ts';
import { aFollowUp, conversation } from '../testing/a-follow-up.ts';
import { aVehicle, brakes, vins } from '../testing/a-vehicle.ts';
import { crmQueries, crmReactions, crmSteps, keepReferences } from '../testing/crm-samples.ts';
import { ids } from '../testing/ids.ts';
import { ExpireFollowUp } from './timers/expire-follow-up.ts';
import { AddContact } from './use-cases/add-contact.ts';
import { ChangePlate } from './use-cases/change-plate.ts';
import { CloseUnreached } from './use-cases/close-unreached.ts';
import { RecordAttempt } from './use-cases/record-attempt.ts';
import { RecordConsentChoice } from './use-cases/record-consent-choice.ts';
import { RecordFollowUp } from './use-cases/record-follow-up.ts';
import { RecordMeter } from './use-cases/record-meter.ts';
import { RegisterCustomer } from './use-cases/register-customer.ts';
import { RegisterVehicle } from './use-cases/register-vehicle.ts';
import { SetApprovalLimit } from './use-cases/set-approval-limit.ts';
import { TransferVehicle } from './use-cases/transfer-vehicle.ts';

const crm = await startTestService(CrmModule);
const { given, clock, actors, stationA } = crm;
const { clerk, advisor, agent, technician } = actors;
const clerkOfB = stationB.staff.clerk;

beforeAll(() => keepReferences(crm, stationA.id));

const ofCustomer = { customerId: ids.customer };
const ofVehicle = { vehicleId: ids.vehicle };
const ofFollowUp = { followUpId: ids.followUp };
const ofVisit = { visitId: ids.visit };
const delivered = 'waystation.billing.v1.VehicleDelivered';
const delivery = { ...ofVisit, ...ofCustomer, ...ofVehicle, deliveryId: ids.item };

describe('A step of crm', () => {
  it.each([
    [ChangePlate, crmSteps.ChangePlate],
    [RecordMeter, crmSteps.RecordMeter],
    [RegisterVehicle, crmSteps.RegisterVehicle],
    [RecordAttempt, crmSteps.RecordAttempt],
    [RecordFollowUp, crmSteps.RecordFollowUp],
  ])('%p takes two round trips', async (step, { given: before, request, by }) => {
    await given(...before)
      .when(step as StepClass, request as never, { by: actors[by], key: 'the-key' })
      .thenAnswered()
      .andTook(2);
  });
});

describe('Crm tables', () => {
  it('store and return every field of a customer, a vehicle and a follow-up', async () => {
    const built = await crm.arrange(
      aCustomer().choosing(noCalls),
      aVehicle()
        .having((file, at) => file.recordMeter({ odometerKm: 5, visitId: '', reason: '' }, at))
        .having((file, at) => file.recommend(brakes, at))
        .having((file, at) => file.noteVisit(ids.visit, at))
        .having((file, at) => {
          const terms = { workKind: 'repair', jurisdiction: 'CN', componentCodes: ['013001017'] };
          const guarantee = { itemId: ids.item, guaranteeClass: 'assembly', distanceKm: 20_000, ...terms };
          file.keepGuarantees(ids.visit, [{ ...guarantee, days: 100 }], at);
          file.keepGuarantees(ids.earlierVisit, [{ ...guarantee, days: 0 }], at);
        }),
      aFollowUp().attempted().recorded(),
    );
    const [customer, [vehicle, file], followUp] = built;
    const stored = await crm.loaded(() =>
      Promise.all([
        new Customers().get(customer.id),
        new StationVehicles().get(vehicle.id),
        new Vehicles().get(file.id),
        new FollowUps().get(followUp.id),
      ]),
    );
    const expected = [customer, vehicle, file, followUp].map((each) => ({ ...each, version: 1 }));
    expect(stored.map((each) => ({ ...each }))).toEqual(expected);
  });

  it('hold personal data only in encrypted form', async () => {
    await crm.run(RegisterCustomer, { ...fleet, contacts: [dispatcher] }, { by: clerk });
    await crm.arrange(aVehicle(), aFollowUp().recorded());
    for (const table of ['customer', 'customer_phone', 'station_vehicle', 'vehicle', 'follow_up', 'outbox']) {
      const rows = await crm.database.rows<{ row: string }>(`select t::text as row from ${table} t`);
      const text = rows.map(({ row }) => row).join('\n');
      expect(text).not.toBe('');
      expect(text).not.toMatch(/Elbe|Claasen|40 5555|Genter|DE000000000|HH-EK|waited/);
    }
  });
});

describe('A customer', () => {
  it('is shown with contacts and consent choices', async () => {
    await given(aCustomer().choosing(noCalls))
      .when(GetCustomer, ofCustomer, { by: advisor })
      .thenAnswered({
        ...fleet,
        customerId: ids.customer,
        revision: 2,
        contacts: [{ contactId: ids.contact, ...dispatcher }],
        consents: [{ channel: 'phone', purpose: 'follow_up', allowed: false, chosenAt: day(-20) }],
      });
    await given()
      .when(GetCustomer, ofCustomer, { by: actors.partsClerk, service: 'reception' })
      .thenAnswered({ name: fleet.name });
  });

  it("is found by a contact's phone number in any notation, at the customer's station only", async () => {
    const { customerId } = await crm.run(RegisterCustomer, { ...fleet, contacts: [dispatcher] }, { by: clerk });
    const driver = { ...dispatcher, phone: '+49 (151) 5555-0172' };
    await crm.run(AddContact, { customerId, contact: driver }, { by: advisor });
    const found = async (phone: string, by = clerk) =>
      (await crm.run(FindCustomers, { phone }, { by })).customers.map((each) => each.customerId);
    expect(await found('+494055550171')).toEqual([customerId]);
    expect(await found('+49 151 5555 0172')).toEqual([customerId]);
    expect(await found('+49 151 5555 017')).toEqual([]);
    expect(await found('+494055550171', clerkOfB)).toEqual([]);
  });

  it('is found with or without country code, and by the main number of a line with an extension', async () => {
    const contacts = ['+49 (0)40 5550 1203', '+86 139 5550 1201', '030 5550 1234 Durchwahl 801'].map((phone) => ({
      ...dispatcher,
      phone,
    }));
    const { customerId } = await crm.run(RegisterCustomer, { ...fleet, contacts }, { by: clerk });
    const spellings = ['040 5550 1203', '0049 40 55501203', '+49 40 5550 1203', '０４０ ５５５０ １２０３'];
    for (const phone of [...spellings, '0086 139 5550 1201', '+49 30 55501234', '030 55501234 ext 7']) {
      const { customers } = await crm.run(FindCustomers, { phone }, { by: clerk });
      expect(customers.map((each) => [phone, each.customerId])).toEqual([[phone, customerId]]);
    }
    const { contacts: kept } = await crm.run(GetCustomer, { customerId }, { by: clerk });
    expect(kept).toMatchObject([
      { phone: '+49 (0)40 5550 1203', phoneNumber: '+494055501203', phoneExtension: '' },
      { phone: '+86 139 5550 1201', phoneNumber: '+8613955501201', phoneExtension: '' },
      { phone: '030 5550 1234 Durchwahl 801', phoneNumber: '+493055501234', phoneExtension: '801' },
    ]);
  });

  it('is refused with invalid phone numbers, all named in one refusal', async () => {
    const contacts = ['-', '040 5550 1203', '123'].map((phone) => ({ ...dispatcher, phone }));
    await given()
      .when(RegisterCustomer, { ...fleet, contacts }, { by: clerk })
      .thenInvalid('contacts[0].phone', 'contacts[2].phone');
    await given(aCustomer())
      .when(AddContact, { ...ofCustomer, contact: { ...dispatcher, phone: '123' } }, { by: clerk })
      .thenInvalid('contact.phone');
    await given().when(FindCustomers, { phone: '---' }, { by: clerk }).thenInvalid('phone');
  });

  it('requires country codes while the station is unknown to crm', async () => {
    const asB = { by: clerkOfB };
    const contact = (phone: string) => ({ ...fleet, contacts: [{ ...dispatcher, phone }] });
    await given().when(RegisterCustomer, contact('040 5550 1203'), asB).thenInvalid('contacts[0].phone');
    await given().when(RegisterCustomer, contact('+49 40 5550 1203'), asB).thenAnswered({ revision: 1 });
  });

  it('is registered with a warning when another customer of the station has the same number', async () => {
    const before = await crm.run(RegisterCustomer, { ...fleet, contacts: [dispatcher] }, { by: clerk });
    const sameNumber = { ...dispatcher, phone: '0049 40 5555 0171' };
    const asB = await crm.run(RegisterCustomer, { ...fleet, contacts: [sameNumber] }, { by: clerkOfB });
    expect(asB.sharedPhones).toEqual([]);
    const { customerId, contactIds, sharedPhones } = await crm.run(
      RegisterCustomer,
      {
        ...fleet,
        contacts: [
          { ...dispatcher, phone: '040 5555 0199' },
          { ...dispatcher, phone: '040-5555-0171' },
        ],
      },
      { by: clerk },
    );
    expect(sharedPhones).toEqual([{ contactId: contactIds[1], customerId: before.customerId }]);
    const added = await crm.run(AddContact, { customerId, contact: sameNumber }, { by: advisor });
    expect(added.sharedPhones.map((each) => each.customerId)).toEqual([before.customerId, customerId]);
  });

  it('is stored without invisible characters, and once per idempotency key', async () => {
    const typed = {
      ...fleet,
      name: ` ${fleet.name}\u200b\n`,
      contacts: [{ ...dispatcher, phone: '＋49 40 5555-0171' }],
    };
    const first = await crm.run(RegisterCustomer, typed, { by: clerk, key: 'typed' });
    expect(await crm.run(RegisterCustomer, typed, { by: clerk, key: 'typed' })).toEqual(first);
    const kept = await crm.run(GetCustomer, { customerId: first.customerId }, { by: clerk });
    expect(kept).toMatchObject({ name: fleet.name, contacts: [{ phone: '+49 40 5555-0171' }] });
    // The key is compared with the request as sent: a name typed differently is another request.
    await given()
      .when(RegisterCustomer, { ...typed, name: fleet.name }, { by: clerk, key: 'typed' })
      .thenConflict('KEY_USED_FOR_ANOTHER_REQUEST');
  });

  it.each([
    ['   ', 'STRING_MIN_LEN'],
    ['\u3164', 'STRING_MIN_LEN'],
    ['a\u0000b', 'TEXT_CONTROL'],
    ['a\u001b[31mb', 'TEXT_CONTROL'],
    ['a\nb', 'TEXT_LINE_BREAK'],
    ['Ali\u202eace', 'TEXT_DIRECTION'],
  ])('is refused with the name %j at either station', async (name, reason) => {
    for (const by of [clerk, clerkOfB])
      await given()
        .when(RegisterCustomer, { ...fleet, name }, { by })
        .thenRefused(reason)
        .andNothingWasPublished();
  });

  it('requires contacts with a phone number or a mail address', async () => {
    const contacts = [{ ...dispatcher, phone: '', email: '' }];
    await given()
      .when(RegisterCustomer, { ...fleet, contacts }, { by: clerk })
      .thenRefused('CONTACT_NOT_REACHABLE');
    await given()
      .when(RegisterCustomer, { ...fleet, kind: 'friend', currency: 'euro' }, { by: clerk })
      .thenInvalid('kind', 'currency');
    await given(aCustomer())
      .when(SetApprovalLimit, { ...ofCustomer, contactId: ids.item, mayApprove: true }, { by: clerk })
      .thenNotFound('CONTACT_NOT_FOUND');
  });

  it('requires the currency of the station', async () => {
    const register = (currency: string) => given().when(RegisterCustomer, { ...fleet, currency }, { by: clerk });
    await register('ABC').thenInvalid('currency');
    await register('CNY').thenRefused('CURRENCY_OF_STATION_DIFFERS');
    await register('EUR').thenAnswered({ revision: 1 });
  });

  it('requires a published consent text for a consent choice', async () => {
    const choice = { ...ofCustomer, ...noCalls, formVersion: 1 };
    const by = { by: clerk };
    await given(aCustomer())
      .when(RecordConsentChoice, { ...choice, formId: ids.item }, by)
      .thenRefused('FORM_UNKNOWN');
    await given()
      .when(RecordConsentChoice, { ...choice, formId: ids.survey }, by)
      .thenRefused('FORM_OF_OTHER_KIND');
  });

  it('is listed page by page', async () => {
    for (const name of ['A', 'B', 'C']) await crm.run(RegisterCustomer, { ...fleet, name }, { by: clerk });
    const pages = await crm.pages(ListCustomers, { pageSize: 2 }, { by: clerk });
    const seen = pages.flatMap((page) => page.customers.map(({ name }) => name));
    expect(seen).toEqual(['A', 'B', 'C']);
  });
});

describe('Register vehicle', () => {
  const vehicle = { vin: vins.unknown, model: 'Actros 1845', plate: 'HH EK-412', fleetNumber: 'EK-12' };

  it('accepts a VIN with a doubtful check digit, with a warning', async () => {
    await given()
      .when(RegisterVehicle, { ...vehicle, vin: 'wp0-zzz 99ZTS392124' }, { by: clerk })
      .thenAnswered({ vin: vins.unknown, warning: 'VIN_CHECK_DIGIT', registeredElsewhere: false });
  });

  it('refuses a VIN with a wrong check digit', async () => {
    await given()
      .when(RegisterVehicle, { ...vehicle, vin: '1M8GDM9A1KP042788' }, { by: clerk })
      .thenRefused('VIN_CHECK_DIGIT')
      .andNothingWasPublished();
  });

  it('registers a vehicle once per station, on the one record of the network', async () => {
    await crm.arrange(aVehicle().having((file, at) => file.recommend(brakes, at)));
    await given()
      .when(RegisterVehicle, { ...vehicle, vin: vins.here }, { by: clerk })
      .thenRefused('VEHICLE_ALREADY_REGISTERED');
    await given()
      .when(RegisterVehicle, { ...vehicle, vin: vins.here }, { by: clerkOfB })
      .thenAnswered({ ...ofVehicle, registeredElsewhere: true })
      .and(({ events }) => expect(events.map(({ name }) => name)).toEqual(['VehicleRegistered']));
    const file = await crm.run(GetVehicle, ofVehicle, { by: stationB.staff.advisor });
    expect(file).toMatchObject({ plate: 'HH EK-412', customerId: '', recommendations: [{ urgency: 'immediate' }] });
    const atA = await crm.run(GetVehicle, ofVehicle, { by: advisor });
    expect(atA).toMatchObject({ plate: 'HH-EK 411', fleetNumber: 'EK-11', customerId: ids.customer });
  });

  it('makes one record when two stations register the same vehicle at once', async () => {
    const tried = await Promise.allSettled(
      [clerk, clerkOfB].map((by) => crm.run(RegisterVehicle, { ...vehicle, model: '' }, { by })),
    );
    const files = await crm.database.rows('select id from vehicle');
    expect(files).toHaveLength(1);
    const refused = tried.filter(({ status }) => status === 'rejected');
    for (const each of refused) expect(each).toMatchObject({ reason: { reason: 'VEHICLE_REGISTERED_CONCURRENTLY' } });
  });

  it('refuses a customer unknown at the station', async () => {
    await given()
      .when(RegisterVehicle, { ...vehicle, ...ofCustomer }, { by: clerk })
      .thenNotFound('CUSTOMER_NOT_FOUND')
      .andNothingWasPublished();
    await given(aVehicle())
      .when(TransferVehicle, { ...ofVehicle, ...ofCustomer }, { by: clerk })
      .thenNotFound();
  });
});

describe('Find vehicle', () => {
  const find = async (request: object, by = clerk) => (await crm.run(FindVehicle, request, { by })).vehicles;

  it('finds vehicles of the station by plate or fleet number', async () => {
    const vehicle = { vin: vins.unknown, plate: '沪A·D5201', fleetNumber: 'DH-01' };
    const { vehicleId } = await crm.run(RegisterVehicle, vehicle, { by: clerk });
    for (const request of [{ plate: '沪a d5201' }, { fleetNumber: 'dh-01' }]) {
      expect(await find(request)).toMatchObject([{ vehicleId, plate: '沪A·D5201', registeredHere: true }]);
      expect(await find(request, clerkOfB)).toEqual([]);
    }
    await crm.run(ChangePlate, { vehicleId, plate: '沪B·R8808' }, { by: clerk });
    expect(await find({ plate: '沪A·D5201' })).toEqual([]);
    expect(await find({ plate: '沪B·R8808' })).toHaveLength(1);
    await crm.run(ChangePlate, { vehicleId, plate: '' }, { by: clerk });
    expect(await find({ fleetNumber: 'DH-01' })).toMatchObject([{ plate: '' }]);
  });

  it('finds a plate in any notation, and warns of another vehicle with the same plate', async () => {
    const one = await crm.run(RegisterVehicle, { vin: vins.unknown, plate: '粤B·D12345' }, { by: clerk });
    expect(one.samePlateVehicleIds).toEqual([]);
    for (const plate of [
      '粤B•D12345',
      '粤B・D12345',
      '粤B‧D12345',
      '粤B∙D12345',
      '粤B–D12345',
      '粤Ｂ－Ｄ１２３４５',
      '粤b_d12345',
    ])
      expect(await find({ plate })).toMatchObject([{ vehicleId: one.vehicleId, plate: '粤B·D12345' }]);

    await crm.arrange(aVehicle());
    const changed = await crm.run(ChangePlate, { ...ofVehicle, plate: '粤B D12345' }, { by: clerk });
    expect(changed.samePlateVehicleIds).toEqual([one.vehicleId]);
    const second = await crm.run(RegisterVehicle, { vin: vins.elsewhere, plate: '粤BD12345' }, { by: clerk });
    expect(second.samePlateVehicleIds.toSorted()).toEqual([ids.vehicle, one.vehicleId].toSorted());
    const asB = await crm.run(RegisterVehicle, { vin: vins.unknown, plate: '粤BD12345' }, { by: clerkOfB });
    expect(asB.samePlateVehicleIds).toEqual([]);
  });

  it('refuses a plate without readable characters', async () => {
    const by = { by: clerk };
    await given().when(RegisterVehicle, { vin: vins.unknown, plate: '· -' }, by).thenRefused('PLATE_NOT_READABLE');
    await given().when(RegisterVehicle, { vin: vins.unknown, plate: '沪C\n1234' }, by).thenInvalid('plate');
    await given(aVehicle())
      .when(ChangePlate, { ...ofVehicle, plate: '·' }, by)
      .thenInvalid('plate');
    await given().when(FindVehicle, { plate: '·' }, by).thenInvalid('plate');
  });

  it("finds the network's record by exact VIN, without plate and customer of another station", async () => {
    await crm.arrange(aVehicle().having((file, at) => file.noteVisit(ids.visit, at)));
    const file = { ...ofVehicle, vin: vins.here, model: 'TGX 18.510', visitIds: [ids.visit] };
    expect(await find({ vin: vins.here.toLowerCase() })).toMatchObject([{ ...file, registeredHere: true }]);
    expect(await find({ vin: vins.here }, clerkOfB)).toMatchObject([
      { ...file, registeredHere: false, plate: '', fleetNumber: '', customerId: '' },
    ]);
    expect(await find({ vin: vins.unknown })).toEqual([]);
  });

  it('requires exactly one of VIN, plate and fleet number', async () => {
    await given().when(FindVehicle, {}, { by: clerk }).thenRefused('EXACTLY_ONE_REQUIRED');
    await given().when(FindVehicle, { vin: 'x', plate: 'y' }, { by: clerk }).thenRefused('EXACTLY_ONE_REQUIRED');
    await given().when(FindVehicle, { vin: 'x' }, { by: clerk }).thenRefused('VIN_LENGTH');
  });
});

describe('The record of a vehicle', () => {
  const asApp = async (station: string, vin: string, text: string): Promise<number | string> => {
    const client = await crm.database.database.app.connect();
    try {
      await client.query('begin');
      await client.query(`select set_config('app.station', $1, true), set_config('app.vin', $2, true)`, [station, vin]);
      return await client.query(text).then(
        ({ rowCount }) => rowCount ?? 0,
        (error: { code?: string }) => error.code!,
      );
    } finally {
      await client.query('rollback');
      client.release();
    }
  };

  it('is readable and writable for a station that serves the vehicle or names its exact VIN', async () => {
    await crm.arrange(aVehicle());
    const { id: a } = stationA;
    const { id: b } = stationB;
    const all = 'select from vehicle';
    expect(await asApp(a, '', all)).toBe(1);
    expect(await asApp(a, vins.elsewhere, all)).toBe(2);
    expect(await asApp(a, vins.elsewhere.slice(1), all)).toBe(1);
    expect(await asApp('', '', all)).toBe(0);
    const change = `update vehicle set model = 'mine' where vin = '${vins.here}'`;
    expect(await asApp(a, '', change)).toBe(1);
    expect(await asApp(b, '', change)).toBe(0);
    expect(await asApp(b, vins.here, change)).toBe(1);
    expect(await asApp(a, '', `update vehicle set vin = 'other'`)).toBe(1);
    expect(await asApp(a, '', 'delete from vehicle')).toBe('42501');
    const stray = `insert into vehicle select gen_random_uuid(), version, status, 'stray', model, in_service_at, odometer_km,
      odometer_at, readings, recommendations, guarantees, visits from vehicle`;
    expect(await asApp(a, '', stray)).toBe('42501');
  });

  it('is not found by id at a station that never registered the vehicle', async () => {
    await crm.arrange(aVehicle());
    await given().when(GetVehicle, ofVehicle, { by: stationB.staff.technician }).thenNotFound('VEHICLE_NOT_FOUND');
    await given()
      .when(RecordMeter, { ...ofVehicle, odometerKm: 1 }, { by: stationB.staff.advisor })
      .thenNotFound('VEHICLE_NOT_FOUND');
  });

  it('collects odometer, recommendations, guarantees and visit from the events of a visit', async () => {
    const reception = 'waystation.reception.v1';
    await crm.arrange(aVehicle());
    const receive = (type: string, fields: object) => crm.react(crm.event(type, { ...delivery, ...fields }));
    await receive(`${reception}.VisitOpened`, {});
    await receive(`${reception}.ConditionRecorded`, { odometerKm: 518_300 });
    await receive(`${reception}.WorkRecommended`, brakes);
    await receive(`${reception}.WorkRecommended`, {
      ...brakes,
      recommendationId: ids.otherRecommendation,
      urgency: 'soon',
    });
    await receive(`${reception}.RecommendationAnswered`, { recommendationId: ids.recommendation, answer: 'now' });
    await receive(`${reception}.RecommendationAnswered`, {
      recommendationId: ids.otherRecommendation,
      answer: 'later',
    });
    const guarantee = { itemId: ids.item, guaranteeClass: 'assembly', distanceKm: 20_000, days: 100 };
    await receive('waystation.quality.v1.GuaranteeCertificateIssued', { guarantees: [guarantee] });
    await receive(delivered, {});
    const file = await crm.run(GetVehicle, ofVehicle, { by: technician });
    expect(file).toMatchObject({
      odometerKm: 518_300,
      recommendations: [{ recommendationId: ids.otherRecommendation, answer: 'later', urgency: 'soon' }],
      guarantees: [{ ...ofVisit, itemId: ids.item, untilAt: day(100), untilKm: 538_300 }],
      visitIds: [ids.visit],
    });
    const states = (await crm.events()).filter(({ name }) => name === 'VehicleState');
    expect(states.at(-1)).toMatchObject({ topic: 'crm.vehicle.state.v1', key: ids.vehicle });
  });

  it('ignores an event without vehicle, or with a vehicle that the station does not serve', async () => {
    const opened = 'waystation.reception.v1.VisitOpened';
    await given()
      .whenArrives(opened, { ...ofVisit, vehicleId: '' })
      .thenNothingWasPublished();
    await given()
      .whenArrives(opened, { ...ofVisit, ...ofVehicle })
      .thenNothingWasPublished();
  });

  it('accepts a lower odometer reading from reception, where the reason was recorded', async () => {
    await given(aVehicle().having((file, at) => file.recordMeter({ odometerKm: 9, visitId: '', reason: '' }, at)))
      .whenArrives('waystation.reception.v1.ConditionRecorded', { ...ofVisit, ...ofVehicle, odometerKm: 7 })
      .thenPublished('MeterRecorded', { odometerKm: 7, belowPrevious: true, ...ofVisit });
  });

  it('requires a reason for a lower odometer reading', async () => {
    await given(aVehicle().having((file, at) => file.recordMeter({ odometerKm: 9, visitId: '', reason: '' }, at)))
      .when(RecordMeter, { ...ofVehicle, odometerKm: 7 }, { by: advisor })
      .thenRefused('ODOMETER_BELOW_PREVIOUS')
      .andNothingWasPublished();
    await given()
      .when(RecordMeter, { ...ofVehicle, odometerKm: 7, reason: 'meter_replaced' }, { by: advisor })
      .thenAnswered({ odometerKm: 7, belowPrevious: true })
      .thenPublished('MeterRecorded', { belowPrevious: true, reason: 'meter_replaced' });
  });
});

describe('A follow-up', () => {
  it('is opened once per delivery, due by the standard of the visit', async () => {
    await given()
      .whenArrives(delivered, delivery, { standardVersion: '7' })
      .thenPublished('FollowUpOpened', { ...ofVisit, ...ofCustomer, ...ofVehicle, dueAt: day(3) })
      .and(({ events }) => expect(events[0]!.headers).toMatchObject({ ce_standardversion: '7' }));
    await given().whenArrives(delivered, delivery, { standardVersion: '7' }).thenNothingWasPublished();
    expect(await crm.timers()).toMatchObject([{ step: 'ExpireFollowUp', dueAt: day(3) }]);
  });

  it('expires at its due time', async () => {
    await crm.react(crm.event(delivered, delivery));
    const [timer] = await crm.timers();
    expect(timer).toMatchObject({ dueAt: day(7) });
    clock.advance({ days: 7 });
    await given()
      .whenDue(ExpireFollowUp, timer!.subjectId)
      .thenPublished('FollowUpExpired', { ...ofVisit, attempts: 0, reason: 'time_over' });
    expect(await crm.timers()).toEqual([]);
  });

  it('no longer expires once recorded', async () => {
    await crm.react(crm.event(delivered, delivery));
    const { followUps } = await crm.run(ListFollowUps, ofVisit, { by: agent });
    const { followUpId } = followUps[0]!;
    const open = await crm.run(GetFollowUp, { followUpId }, { by: agent });
    expect(open).toMatchObject({
      timer: { step: 'ExpireFollowUp', dueAt: day(7) },
      optedOutChannels: [],
      attempts: [],
    });
    expect(open.recommendationScore).toBeUndefined();
    await crm.run(RecordFollowUp, { followUpId, ...conversation }, { by: agent });
    expect(await crm.timers()).toEqual([]);
    expect(await crm.run(GetFollowUp, { followUpId }, { by: agent })).toMatchObject({
      ...conversation,
      summary: { ...ofVisit, status: 'recorded', closedAt: day(0), attempts: 0 },
      agentId: agent.id,
    });
  });

  it('records a deviation for each question that was not asked', async () => {
    await given(aFollowUp())
      .when(RecordFollowUp, { ...ofFollowUp, outcome: 'satisfied' }, { by: agent })
      .thenPublished('FollowUpRecorded', { attempts: 1 })
      .andPublished('RuleMissed', { rule: 'FUP-D02', requirement: 'CUSTOMER_REMARKS_MISSING', subjectId: ids.visit })
      .andPublished('RuleMissed', { rule: 'FUP-D02', requirement: 'STAGE_SCORE_MISSING', subject: 'delivery' })
      .andPublished('RuleMissed', { rule: 'FUP-D03', requirement: 'CALL_SCRIPT_MISSING' })
      .and(({ events }) => expect(events[0]!.fields).not.toHaveProperty('recommendationScore', 0));
  });

  it('refuses a call to a customer who does not want to be called', async () => {
    const before = () => given(aCustomer().choosing(noCalls), aFollowUp());
    const call = { ...ofFollowUp, channel: 'phone', outcome: 'no_answer' };
    await before().when(RecordAttempt, call, { by: agent }).thenRefused('CONTACT_OPTED_OUT').andNothingWasPublished();
    await given()
      .when(GetFollowUp, ofFollowUp, { by: agent })
      .thenAnswered({ optedOutChannels: ['phone'] });
    await given()
      .when(CloseUnreached, { ...ofFollowUp, reason: 'do_not_call' }, { by: agent })
      .thenPublished('FollowUpExpired', { reason: 'do_not_call', attempts: 0 });
  });

  it('is on the work list of the agents until closed', async () => {
    await crm.arrange(aFollowUp());
    const work = async (request: object) => (await crm.run(ListWork, request, { by: agent })).items;
    const item = {
      kind: 'record_follow_up',
      subjectId: ids.followUp,
      visitId: ids.visit,
      rule: 'FUP-D01',
      assigneeId: '',
    };
    for (const request of [{}, { role: Role.FOLLOW_UP_AGENT }, { assigneeId: agent.id }])
      expect(await work(request)).toMatchObject([
        { ...item, role: Role.FOLLOW_UP_AGENT, since: day(-1), dueAt: day(6) },
      ]);
    expect(await work({ role: Role.CASHIER })).toEqual([]);
    await crm.run(RecordFollowUp, { ...ofFollowUp, ...conversation }, { by: agent });
    expect(await work({})).toEqual([]);
  });

  it('is listed by visit and status, page by page', async () => {
    const visits = [1, 2, 3].map((number) => ids.visit.replace(/..$/, `9${number}`));
    for (const visitId of visits) await crm.react(crm.event(delivered, { ...delivery, visitId }));
    const list = (request: object) => crm.run(ListFollowUps, request, { by: agent });
    const first = await list({ pageSize: 2, statuses: ['open'] });
    const second = await list({ pageSize: 2, statuses: ['open'], pageToken: first.nextPageToken });
    const seen = [...first.followUps, ...second.followUps].map(({ visitId }) => visitId);
    expect(seen.sort()).toEqual(visits);
    expect(second.nextPageToken).toBe('');
    expect((await list({ visitId: visits[1] })).followUps).toHaveLength(1);
    expect((await list({ statuses: ['expired'] })).followUps).toEqual([]);
    const work = await crm.run(ListWork, { pageSize: 2 }, { by: agent });
    const rest = await crm.run(ListWork, { pageSize: 2, pageToken: work.nextPageToken }, { by: agent });
    expect([...work.items, ...rest.items].map(({ visitId }) => visitId).sort()).toEqual(visits);
  });

  it.each(['x', ids.followUp, Buffer.from('["x"]').toString('base64url')])(
    'is not listed with the invalid page token %s',
    async (pageToken) => {
      for (const query of [ListFollowUps, ListWork, ListCustomers])
        await given()
          .when(query as StepClass, { pageToken } as never, { by: agent })
          .thenRefused('PAGE_TOKEN_NOT_VALID');
    },
  );
});

describeService(crm, { steps: crmSteps, queries: crmQueries, reactions: crmReactions });

describe('Access to crm', () => {
  it('is granted as declared in the proto', async () => {
    const rows = accessMatrixOf(CrmModule).map(({ rpc, kind, callers }) =>
      [kind, rpc.split('/')[1], ...callers].join(' '),
    );
    expect(rows).toContain('query GetVehicle appointments reception');
    expect(rows.filter((row) => row.startsWith('step'))).toHaveLength(11);
    await given(aCustomer()).when(GetCustomer, ofCustomer, { by: technician }).thenNotAllowed('ROLE_MISSING');
    await given()
      .when(GetCustomer, { ...ofCustomer, stationId: stationA.id }, { by: outsider })
      .thenNotAllowed();
  });
});
