import { describe, expect, test } from '@jest/globals';
import { Invalid, NotAllowed } from '@waystation/model';
import { admit } from './access.ts';
import type { Actor } from '@waystation/model';

const here = '0190a1b2-0000-7000-8000-00000000000a';
const elsewhere = '0190a1b2-0000-7000-8000-00000000000b';
const technician: Actor = { kind: 'staff', id: 'anna', roles: ['TECHNICIAN'], stationId: here };
const step = { roles: ['TECHNICIAN', 'WORKSHOP_LEAD'], scope: 'STATION' as const, callers: ['reception'] };

describe('admit', () => {
  test('admits a role of the step at the actor’s station', () => {
    expect(admit(step, technician, { stationId: here }, undefined)).toEqual({ stationId: here, role: 'TECHNICIAN' });
  });

  test('reports the first role in the order of the step when the actor has several', () => {
    const both = { ...technician, roles: ['AFTER_SALES_MANAGER', 'WORKSHOP_LEAD', 'TECHNICIAN'] };
    expect(admit(step, both, { stationId: here }, undefined).role).toBe('TECHNICIAN');
  });

  test('refuses a role that the step does not list, and names the roles it lists', () => {
    const cashier = { ...technician, roles: ['CASHIER'] };
    expect(() => admit(step, cashier, { stationId: here }, undefined)).toThrow(
      expect.objectContaining({ reason: 'ROLE_MISSING', metadata: { roles: 'TECHNICIAN,WORKSHOP_LEAD' } }),
    );
  });

  test('refuses another station whatever roles the actor has', () => {
    expect(() => admit(step, technician, { stationId: elsewhere }, undefined)).toThrow(NotAllowed);
    expect(() => admit(step, { ...technician, stationId: undefined }, { stationId: here }, undefined)).toThrow(
      NotAllowed,
    );
  });

  test('refuses a request without a valid station id', () => {
    for (const stationId of [undefined, '', 'x', here.toUpperCase()]) {
      expect(() => admit(step, technician, { stationId }, undefined)).toThrow(Invalid);
    }
  });

  test('admits a calling service that the step lists, at the actor’s station only', () => {
    const advisor = { ...technician, roles: ['SERVICE_ADVISOR'] };
    expect(admit(step, advisor, { stationId: here }, 'reception')).toEqual({ stationId: here, role: undefined });
    expect(() => admit(step, advisor, { stationId: elsewhere }, 'reception')).toThrow(NotAllowed);
    expect(() => admit(step, advisor, { stationId: here }, 'billing')).toThrow(NotAllowed);
  });

  test('admits a role above the stations without personal data, and a role of the station with it', () => {
    const query = { ...step, factsFor: ['REGIONAL_MANAGER'] };
    const regional: Actor = { ...technician, roles: ['REGIONAL_MANAGER'] };
    expect(admit(query, regional, { stationId: here }, undefined)).toEqual({
      stationId: here,
      role: 'REGIONAL_MANAGER',
      isForFacts: true,
    });
    const both = { ...regional, roles: ['REGIONAL_MANAGER', 'TECHNICIAN'] };
    expect(admit(query, both, { stationId: here }, undefined)).toEqual({ stationId: here, role: 'TECHNICIAN' });
    expect(() => admit(query, regional, { stationId: elsewhere }, undefined)).toThrow('OTHER_STATION');
    expect(() => admit(step, regional, { stationId: here }, undefined)).toThrow('ROLE_MISSING');
  });

  test('needs no station for a network-wide step', () => {
    const admin: Actor = { kind: 'staff', id: 'root', roles: ['NETWORK_ADMIN'] };
    const access = { roles: ['NETWORK_ADMIN'], scope: 'NETWORK' as const, callers: [] };
    expect(admit(access, admin, {}, undefined)).toEqual({ stationId: undefined, role: 'NETWORK_ADMIN' });
  });
});
