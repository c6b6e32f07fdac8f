import { expectedOf, expectedWithin, mustBeUnexpected, missingVisitError } from './expected.ts';

const timeZone = 'Asia/Shanghai';
const at = (time: string) => new Date(`2026-03-02T${time}Z`);
const confirmed = { appointmentId: 'a', status: 'confirmed', startAt: at('09:00') };
const missed = { appointmentId: 'b', status: 'no_show', startAt: at('01:00') };

describe('the appointments that a vehicle may have come for', () => {
  it.each([
    ['at noon those of the day', '04:00', '2026-03-01T16:00:00Z', '2026-03-02T16:00:00Z'],
    ['in the evening those of the next morning too', '12:00', '2026-03-01T16:00:00Z', '2026-03-03T00:00:00Z'],
    ['in the night those of the evening before too', '17:00', '2026-03-02T05:00:00Z', '2026-03-03T16:00:00Z'],
  ])('are %s', (_, time, start, end) => {
    expect(expectedWithin(at(time), timeZone)).toEqual({ start: new Date(start), end: new Date(end) });
  });

  it('prefer a confirmed appointment to a no-show', () => {
    expect(expectedOf([missed, confirmed], timeZone)).toBe(confirmed);
    expect(expectedOf([missed], timeZone)).toBe(missed);
    expect(expectedOf([], timeZone)).toBeUndefined();
  });

  it('are all listed in local time if there are several', () => {
    const both = [confirmed, { ...confirmed, appointmentId: 'c', startAt: at('11:30') }];
    expect(() => expectedOf(both, timeZone)).toThrow(
      expect.objectContaining({
        reason: 'SEVERAL_APPOINTMENTS',
        metadata: { appointmentIds: 'a,c', times: '2026-03-02 17:00, 2026-03-02 19:30' },
      }) as Error,
    );
  });

  it('stop the opening of a visit without an appointment', () => {
    expect(() => mustBeUnexpected([], timeZone)).not.toThrow();
    expect(() => mustBeUnexpected([confirmed], timeZone)).toThrow(
      expect.objectContaining({ metadata: { appointmentId: 'a', time: '2026-03-02 17:00' } }) as Error,
    );
  });
});

describe('an appointment without a visit', () => {
  it.each([
    ['requested', 'APPOINTMENT_NOT_CONFIRMED'],
    ['declined', 'APPOINTMENT_NOT_CONFIRMED'],
    ['cancelled', 'APPOINTMENT_NOT_CONFIRMED'],
    ['confirmed', 'APPOINTMENT_NOT_KNOWN_YET'],
    ['no_show', 'APPOINTMENT_NOT_KNOWN_YET'],
    ['kept', 'APPOINTMENT_NOT_KNOWN_YET'],
  ])('in status %s is refused with %s', (status, reason) => {
    expect(missingVisitError(status)).toMatchObject({ reason });
  });
});
