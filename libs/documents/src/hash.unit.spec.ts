import { hashOf, sha256Hex } from './hash.ts';

describe('sha256Hex', () => {
  it('hashes a text like its UTF-8 bytes', () => {
    const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(sha256Hex('abc')).toBe(abc);
    expect(sha256Hex(new Uint8Array([97, 98, 99]))).toBe(abc);
  });
});

describe('hashOf', () => {
  it('ignores the order of fields and fields that are undefined', () => {
    expect(hashOf({ b: [1, { y: null, x: 'é' }], a: true })).toBe(
      hashOf({ a: true, c: undefined, b: [1, { x: 'é', y: null }] }),
    );
  });

  it('does not change when the data is stored as JSON in between', () => {
    const content = { at: new Date('2026-03-02T08:00:00Z'), amountMinor: 12n, lines: [{ quantity: '1.5', net: 3 }] };
    const stored = JSON.stringify(content, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
    expect(hashOf(JSON.parse(stored))).toBe(hashOf(content));
  });

  it.each([
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { b: 1 }],
    [{ a: 1 }, { a: '1' }],
    [
      [1, 2],
      [2, 1],
    ],
    [[], {}],
    [['a', 'b'], ['a,b']],
    [{ a: null }, {}],
  ])('distinguishes %j from %j', (one, other) => {
    expect(hashOf(one)).not.toBe(hashOf(other));
  });

  it.each([[() => 1], [NaN], [Symbol('x')], [undefined]])('refuses %p', (value) => {
    expect(() => hashOf(value)).toThrow(TypeError);
  });
});
