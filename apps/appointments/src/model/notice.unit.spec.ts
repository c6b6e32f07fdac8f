import { mustBeOver, wasGiven } from './notice.ts';

const attempts = (...instants: string[]) =>
  instants.map((at) => ({ at: new Date(at), channel: 'phone', reached: false }));

describe('notice to the customer', () => {
  it.each([
    ['no attempt', []],
    ['two attempts on two days', attempts('2026-03-01T08:00:00Z', '2026-03-02T08:00:00Z')],
    ['three attempts on one day', attempts('2026-03-01T08:00:00Z', '2026-03-01T09:00:00Z', '2026-03-01T10:00:00Z')],
    // The same day in Shanghai.
    [
      'three attempts around midnight UTC',
      attempts('2026-03-01T22:00:00Z', '2026-03-01T23:00:00Z', '2026-03-02T01:00:00Z'),
    ],
  ])('is not sufficient with %s', (_, made) => {
    expect(wasGiven(made, 'Asia/Shanghai')).toBe(false);
  });

  it('is sufficient with three attempts on two days, or one that reached the customer', () => {
    const three = attempts('2026-03-01T08:00:00Z', '2026-03-01T09:00:00Z', '2026-03-02T08:00:00Z');
    expect(wasGiven(three, 'Asia/Shanghai')).toBe(true);
    expect(wasGiven([{ ...three[0]!, reached: true }], 'Asia/Shanghai')).toBe(true);
  });

  it('cannot be in the future', () => {
    const made = attempts('2026-03-01T08:00:00Z', '2026-03-01T09:00:00Z');
    expect(() => mustBeOver(made, new Date('2026-03-01T08:30:00Z'))).toThrow('NOTICE_IN_FUTURE');
  });
});
