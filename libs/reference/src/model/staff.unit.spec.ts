import { describe, expect, it } from '@jest/globals';
import { hasRole, holdsSkill, mustBeTechnician } from './staff.ts';

const minute = (at: number) => new Date(Date.UTC(2026, 2, 2, 8, at));
const member = (role: string, from?: Date, until?: Date) => ({ active: true, roles: [{ role, from, until }] });

describe('A role', () => {
  it('counts from its start to just before its end', () => {
    const advisor = member('SERVICE_ADVISOR', minute(10), minute(20));
    expect([9, 10, 19, 20].map((at) => hasRole(advisor, 'SERVICE_ADVISOR', minute(at)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(hasRole(member('SERVICE_ADVISOR'), ['CASHIER', 'SERVICE_ADVISOR'], minute(0))).toBe(true);
  });

  it('does not count as another role, for staff who have left, or for a stranger', () => {
    expect(hasRole(member('CASHIER'), 'SERVICE_ADVISOR', minute(0))).toBe(false);
    expect(hasRole({ ...member('CASHIER'), active: false }, 'CASHIER', minute(0))).toBe(false);
    expect(hasRole(undefined, 'CASHIER', minute(0))).toBe(false);
  });

  it('must be technician or workshop lead to work in the workshop', () => {
    for (const role of ['TECHNICIAN', 'WORKSHOP_LEAD'])
      expect(() => mustBeTechnician('t-1', member(role), minute(0))).not.toThrow();
    for (const other of [member('CASHIER'), undefined])
      expect(() => mustBeTechnician('t-1', other, minute(0))).toThrow('TECHNICIAN_UNKNOWN (technicianId=t-1)');
  });
});

describe('A skill', () => {
  it('counts until the training for it expires', () => {
    const skills = [
      { skill: 'brakes', expiresAt: minute(10) },
      { skill: 'engine', expiresAt: undefined },
    ];
    expect([9, 10].map((at) => holdsSkill({ skills }, 'brakes', minute(at)))).toEqual([true, false]);
    expect(holdsSkill({ skills }, 'engine', minute(10))).toBe(true);
    expect(holdsSkill({ skills }, 'axles', minute(0))).toBe(false);
  });
});
