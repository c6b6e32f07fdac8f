import { minute } from '@waystation/testing/model';
import { anAdvisor, ids } from '../../testing/an-appointment.ts';
import { receives } from './advisor.ts';

describe('a service advisor', () => {
  const advisor = anAdvisor(ids.advisor);

  it('receives customers only while active and on shift', () => {
    expect(receives(advisor, minute(0))).toBe(true);
    expect(receives(advisor, minute(-1))).toBe(false);
    expect(receives(advisor, advisor.shifts.at(-1)!.endsAt!)).toBe(false);
    expect(receives(undefined, minute(0))).toBe(false);
    expect(receives({ ...advisor, active: false }, minute(0))).toBe(false);
  });

  it('receives customers only while the role is granted', () => {
    const guest = (from: number, until: number) => ({
      ...advisor,
      roles: [{ role: 'SERVICE_ADVISOR', from: minute(from), until: minute(until) }],
    });
    expect(receives(guest(0, 60), minute(30))).toBe(true);
    expect(receives(guest(31, 60), minute(30))).toBe(false);
    expect(receives(guest(0, 30), minute(30))).toBe(false);
    expect(
      receives({ ...advisor, roles: [{ role: 'TECHNICIAN', from: undefined, until: undefined }] }, minute(30)),
    ).toBe(false);
  });
});
