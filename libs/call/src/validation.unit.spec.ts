import { describe, expect, test } from '@jest/globals';
import { messageNamed } from '@waystation/contracts';
import { RegisterCustomerRequest, RegisterVehicleRequest } from '@waystation/contracts/crm/v1/service';
import { OpenVisitRequest } from '@waystation/contracts/reception/v1/service';
import { StartJobRequest } from '@waystation/contracts/workshop/v1/service';
import { Invalid } from '@waystation/model';
import { checkEvent, takeRequest } from './validation.ts';

const now = new Date('2026-12-01T08:00:00Z');

describe('validation by the rules of the proto', () => {
  test('reports every field of a request that breaks a rule', () => {
    const bytes = StartJobRequest.encode(StartJobRequest.fromPartial({ stationId: 'x', jobId: 'y' })).finish();
    const check = () => takeRequest(messageNamed('waystation.workshop.v1.StartJobRequest'), bytes, now);
    expect(check).toThrow(Invalid);
    expect(check).toThrow(
      expect.objectContaining({
        violations: [expect.objectContaining({ field: 'station_id' }), expect.objectContaining({ field: 'job_id' })],
      }),
    );
  });

  test('decodes an event only if its proto has a rule', () => {
    const unread = () => {
      throw new Error('was read');
    };
    expect(() => checkEvent('waystation.workshop.v1.JobStarted', unread)).not.toThrow();
    expect(() => checkEvent('waystation.workshop.v1.StartJobRequest', unread)).toThrow('was read');
  });

  test('throws an error with the violations of an event', () => {
    expect(() => checkEvent('waystation.workshop.v1.StartJobRequest', () => new Uint8Array())).toThrow(
      /breaks its own rules: station_id/,
    );
  });
});

describe('takeRequest', () => {
  const customer = messageNamed('waystation.crm.v1.RegisterCustomerRequest');
  const vehicleRequest = messageNamed('waystation.crm.v1.RegisterVehicleRequest');
  const stationId = '01890a5d-ac96-774b-bcce-b302099a8057';
  const person = { stationId, kind: 'person', name: 'Li Wei', currency: 'CNY', language: 'zh' };
  const contact = { name: 'Li Wei', phone: '+86 139 5550 1201', language: 'zh', roles: ['driver'] };
  const vehicle = { stationId, vin: 'LZZ7CLVC83HJU8962', plate: '沪A·12345' };
  const bytesOf = (facts: object) =>
    RegisterCustomerRequest.encode(RegisterCustomerRequest.fromPartial({ ...person, ...facts } as never)).finish();
  const vehicleBytes = (facts: object) =>
    RegisterVehicleRequest.encode(RegisterVehicleRequest.fromPartial({ ...vehicle, ...facts } as never)).finish();
  const taken = (facts: object) => RegisterCustomerRequest.decode(takeRequest(customer, bytesOf(facts), now));
  const refusal = (take: () => unknown) => {
    try {
      take();
    } catch (error) {
      return (error as Invalid).violations.map(({ field, reason }) => `${field} ${reason}`);
    }
    return [];
  };

  test('returns a request unchanged when its texts need no correction', () => {
    const bytes = bytesOf({ contacts: [contact] });
    expect(takeRequest(customer, bytes, now)).toBe(bytes);
  });

  test('corrects texts, also in lists', () => {
    const given = { name: ' Li Wei\u200b ', contacts: [{ ...contact, name: '\u3000李伟', phone: '＋８６ １３９' }] };
    expect(taken(given)).toMatchObject({ name: 'Li Wei', contacts: [{ name: '李伟', phone: '+86 139' }] });
  });

  test.each(['   ', '\u3000', '\u200b', '\ufeff', '\u3164'])('refuses an invisible name as missing: %j', (name) => {
    expect(refusal(() => taken({ name }))).toEqual(['name STRING_MIN_LEN']);
  });

  test('reports every text with a forbidden character', () => {
    const given = { name: 'a\u0000b', address: 'a\nb', contacts: [{ ...contact, name: 'Ali\u202eace' }] };
    expect(refusal(() => taken(given))).toEqual(['name TEXT_CONTROL', 'contacts[0].name TEXT_DIRECTION']);
  });

  test('reports a forbidden character once, without the other rules of its field', () => {
    expect(refusal(() => taken({ contacts: [{ ...contact, phone: '139\u0007' }] }))).toEqual([
      'contacts[0].phone TEXT_CONTROL',
    ]);
  });

  test.each([
    ['in the year 1', '0001-01-01T00:00:00Z', 'in_service_at INSTANT_TOO_EARLY'],
    ['in the year 2099', '2099-01-01T00:00:00Z', 'in_service_at INSTANT_TOO_LATE'],
  ])('refuses a vehicle in service since a date %s', (_, at, fault) => {
    expect(refusal(() => takeRequest(vehicleRequest, vehicleBytes({ inServiceAt: new Date(at) }), now))).toEqual([
      fault,
    ]);
  });

  test('accepts a vehicle in service since 1999 or since this morning', () => {
    for (const at of ['1999-05-05T00:00:00Z', '2026-12-01T07:59:00Z'])
      expect(refusal(() => takeRequest(vehicleRequest, vehicleBytes({ inServiceAt: new Date(at) }), now))).toEqual([]);
  });

  test('writes vehicle identification numbers in one spelling in every request', () => {
    const typed = 'lzz 7clvc8-3hju89624';
    const registered = takeRequest(vehicleRequest, vehicleBytes({ vin: typed }), now);
    expect(RegisterVehicleRequest.decode(registered).vin).toBe('LZZ7CLVC83HJU89624');
    const visit = OpenVisitRequest.fromPartial({ stationId, vin: typed });
    const opened = () =>
      takeRequest(
        messageNamed('waystation.reception.v1.OpenVisitRequest'),
        OpenVisitRequest.encode(visit).finish(),
        now,
      );
    expect(refusal(opened).filter((fault) => fault.startsWith('vin'))).toEqual([]);
  });
});
