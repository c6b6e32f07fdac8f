import { validate, version } from 'uuid';
import { isId, newId } from './id.ts';

const at = new Date('2026-03-02T08:00:00.123Z');
const bytes = (fill: number, length = 10) => new Uint8Array(length).fill(fill);
const millisOf = (id: string) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

describe('a new id', () => {
  it('is a UUID of version 7 that tells when it was made', () => {
    const id = newId(at, bytes(0xff));
    expect(validate(id)).toBe(true);
    expect(version(id)).toBe(7);
    expect(millisOf(id)).toBe(at.getTime());
    expect(isId(id)).toBe(true);
  });

  it('ends in the last random bytes', () => {
    const random = Uint8Array.from([0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 99]);
    expect(newId(at, random).slice(-10)).toBe('0102030405');
  });

  it.each([0x00, 0xff])('differs from those of the same millisecond, and follows them, if all bytes are %i', (fill) => {
    const later = new Date(at.getTime() + 1000 + fill);
    const ids = Array.from({ length: 5000 }, () => newId(later, bytes(fill)));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted()).toEqual(ids);
    expect(ids.every(isId)).toBe(true);
    expect(new Set(ids.map(millisOf))).toEqual(new Set([later.getTime()]));
  });

  it('differs even when milliseconds come again with the same bytes', () => {
    const ids = Array.from({ length: 5000 }, (_, i) => newId(new Date(at.getTime() + (i % 3)), bytes(7)));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('reads a view into a larger buffer at its own place', () => {
    const pool = new Uint8Array(32);
    pool.set([1, 2, 3, 4, 5], 20);
    expect(newId(at, pool.subarray(15, 25)).slice(-10)).toBe('0102030405');
  });

  it.each([
    ['too few bytes', at, bytes(0, 9)],
    ['no instant', new Date(NaN), bytes(0)],
    ['an instant before 1970', new Date(-1), bytes(0)],
    ['an instant after the year 10889', new Date(2 ** 48), bytes(0)],
  ])('is refused for %s', (_why, when, random) => {
    expect(() => newId(when, random)).toThrow(RangeError);
  });
});

describe('what can be an id', () => {
  it.each(['0195557e-3c7b-7000-8000-000000000001', 'f47ac10b-58cc-4372-a567-0e02b2c3d479'])('is %s', (id) => {
    expect(isId(id)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['the UUID that stands for none', '00000000-0000-0000-0000-000000000000'],
    ['capitals', 'F47AC10B-58CC-4372-A567-0E02B2C3D479'],
    ['no hyphens', 'f47ac10b58cc4372a5670e02b2c3d479'],
    ['a line more', 'f47ac10b-58cc-4372-a567-0e02b2c3d479\n'],
  ])('is not %s', (_what, text) => {
    expect(isId(text)).toBe(false);
  });
});
