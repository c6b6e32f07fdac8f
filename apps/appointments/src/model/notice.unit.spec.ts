import { mustBeOver, wasGiven } from './notice.ts';

const tries = (...instants: string[]) => instants.map((at) => ({ at: new Date(at), channel: 'phone', reached: false }));

describe('notice to the customer', () => {
  it.each([
    ['none', []],
    ['two tries on two days', tries('2026-03-01T08:00:00Z', '2026-03-02T08:00:00Z')],
    ['three tries on one day', tries('2026-03-01T08:00:00Z', '2026-03-01T09:00:00Z', '2026-03-01T10:00:00Z')],
    // One day in Shanghai.
    ['three about midnight', tries('2026-03-01T22:00:00Z', '2026-03-01T23:00:00Z', '2026-03-02T01:00:00Z')],
  ])('is not given by %s', (_, attempts) => {
    expect(wasGiven(attempts, 'Asia/Shanghai')).toBe(false);
  });

  it('is given by three tries on two days, or by one that reached him', () => {
    const three = tries('2026-03-01T08:00:00Z', '2026-03-01T09:00:00Z', '2026-03-02T08:00:00Z');
    expect(wasGiven(three, 'Asia/Shanghai')).toBe(true);
    expect(wasGiven([{ ...three[0]!, reached: true }], 'Asia/Shanghai')).toBe(true);
  });

  it('lies behind', () => {
    const attempts = tries('2026-03-01T08:00:00Z', '2026-03-01T09:00:00Z');
    expect(() => mustBeOver(attempts, new Date('2026-03-01T08:30:00Z'))).toThrow('NOTICE_IN_FUTURE');
  });
});
