import { validate, version } from 'uuid';
import { isId, newId } from './id.ts';

const at = new Date('2026-03-02T08:00:00.123Z');
const bytes = (fill: number, length = 10) => new Uint8Array(length).fill(fill);
const millisOf = (id: string) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

describe('A new id', () => {
  it('is a UUID of version 7 with its time', () => {
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

  it.each([0x00, 0xff])('follows all ids of the same millisecond if all random bytes are %i', (fill) => {
    const later = new Date(at.getTime() + 1000 + fill);
    const ids = Array.from({ length: 5000 }, () => newId(later, bytes(fill)));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted()).toEqual(ids);
    expect(ids.every(isId)).toBe(true);
    expect(new Set(ids.map(millisOf))).toEqual(new Set([later.getTime()]));
  });

  it('never repeats, even if a millisecond and its random bytes do', () => {
    const ids = Array.from({ length: 5000 }, (_, i) => newId(new Date(at.getTime() + (i % 3)), bytes(7)));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('reads the random bytes of a view into a larger buffer', () => {
    const pool = new Uint8Array(32);
    pool.set([1, 2, 3, 4, 5], 20);
    expect(newId(at, pool.subarray(15, 25)).slice(-10)).toBe('0102030405');
  });

  it.each([
    ['too few bytes', at, bytes(0, 9)],
    ['no instant', new Date(NaN), bytes(0)],
    ['an instant before 1970', new Date(-1), bytes(0)],
    ['an instant after the year 10889', new Date(2 ** 48), bytes(0)],
  ])('cannot be made from %s', (_why, when, random) => {
    expect(() => newId(when, random)).toThrow(RangeError);
  });
});

describe('isId', () => {
  it.each(['0195557e-3c7b-7000-8000-000000000001', 'f47ac10b-58cc-4372-a567-0e02b2c3d479'])('accepts %s', (id) => {
    expect(isId(id)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['the nil UUID', '00000000-0000-0000-0000-000000000000'],
    ['capitals', 'F47AC10B-58CC-4372-A567-0E02B2C3D479'],
    ['no hyphens', 'f47ac10b58cc4372a5670e02b2c3d479'],
    ['a line break', 'f47ac10b-58cc-4372-a567-0e02b2c3d479\n'],
  ])('rejects %s', (_what, text) => {
    expect(isId(text)).toBe(false);
  });
});
