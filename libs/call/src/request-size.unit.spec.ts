import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { describe, expect, test } from '@jest/globals';
import { messageNamed } from '@waystation/contracts';
import { CrmServiceService, RegisterCustomerRequest } from '@waystation/contracts/crm/v1/service';
import { SignRepairOrderRequest } from '@waystation/contracts/reception/v1/service';
import { RequestAppointmentRequest } from '@waystation/contracts/appointments/v1/service';
import { Invalid } from '@waystation/model';
import { checkSizes, headOf, isWithinSizes } from './request-size.ts';
import { takeRequest } from './validation.ts';
import { grpcDefinition } from './wire.ts';

const customer = messageNamed('waystation.crm.v1.RegisterCustomerRequest');
const signing = messageNamed('waystation.reception.v1.SignRepairOrderRequest');
const asking = messageNamed('waystation.appointments.v1.RequestAppointmentRequest');
const now = new Date('2026-12-01T08:00:00Z');

/** A request with many empty contacts, as from an attacker. */
function contacts(count: number): Uint8Array {
  const head = RegisterCustomerRequest.encode(RegisterCustomerRequest.fromPartial({ stationId: 's', name: 'Li' }));
  const { number } = customer.fields.find(({ name }) => name === 'contacts')!;
  const writer = new BinaryWriter().raw(head.finish());
  for (let each = 0; each < count; each += 1) writer.tag(number, WireType.LengthDelimited).uint32(0);
  return writer.finish();
}

function violationsOf(check: () => unknown): readonly { field: string; reason: string }[] {
  try {
    check();
  } catch (error) {
    if (error instanceof Invalid) return error.violations;
    throw error;
  }
  return [];
}

describe('an oversized list', () => {
  test('is refused once for its length, not for each invalid element', () => {
    const bytes = contacts(200_000);
    for (const check of [() => checkSizes(customer, bytes), () => takeRequest(customer, bytes, now)])
      expect(violationsOf(check)).toEqual([
        expect.objectContaining({ field: 'contacts', reason: 'REPEATED_MAX_ITEMS', facts: { limit: '20' } }),
      ]);
  });

  test('is found inside another list', () => {
    const point = { x: 1, y: 1, atMs: 1, pressure: 0 };
    const strokes = [{ points: [point] }, { points: Array.from({ length: 2001 }, () => point) }];
    const bytes = SignRepairOrderRequest.encode(SignRepairOrderRequest.fromPartial({ strokes })).finish();
    expect(violationsOf(() => checkSizes(signing, bytes))).toEqual([
      expect.objectContaining({ field: 'strokes[1].points' }),
    ]);
  });

  test('is found when its message is split into pieces below the limit', () => {
    const { number } = asking.fields.find(({ name }) => name === 'concerns')!;
    const piece = RequestAppointmentRequest.encode(
      RequestAppointmentRequest.fromPartial({ concerns: Array.from({ length: 15 }, () => ({ kind: 'fault' })) }),
    ).finish();
    expect(number).toBeGreaterThan(0);
    expect(isWithinSizes(asking, piece)).toBe(true);
    expect(isWithinSizes(asking, Buffer.concat([piece, piece, piece]))).toBe(false);
  });

  test('is not decoded: only the scalar fields of its request are read', () => {
    const bytes = contacts(200_000);
    expect(headOf(customer, bytes).length).toBeLessThan(20);
    const [methods] = Object.values(grpcDefinition('waystation.crm.v1.CrmService', CrmServiceService as never));
    const method = methods!['RegisterCustomer'] as { requestDeserialize(bytes: Buffer): object };
    expect(method.requestDeserialize(Buffer.from(bytes))).toMatchObject({ stationId: 's', name: 'Li', contacts: [] });
  });
});

describe('a request within its limits', () => {
  test('passes', () => {
    expect(isWithinSizes(customer, contacts(20))).toBe(true);
    expect(isWithinSizes(customer, new Uint8Array())).toBe(true);
  });

  test('is answered with at most 20 violations and a mark that there are more', () => {
    const bytes = contacts(20);
    let thrown: unknown;
    try {
      takeRequest(customer, bytes, now);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(Invalid);
    expect((thrown as Invalid).violations).toHaveLength(20);
    expect(thrown).toMatchObject({ hasMore: true, metadata: { more: 'true' } });
  });
});

test('checkSizes rejects a truncated message', () => {
  expect(() => checkSizes(customer, contacts(3).subarray(0, -1))).toThrow(RangeError);
});
