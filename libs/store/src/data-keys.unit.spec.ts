import { describe, expect, test } from '@jest/globals';
import { DataKeys, Undecryptable } from './data-keys.ts';

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');
const keys = (text: string) => DataKeys.parse(text)!;
const first = keys(`1:${key(1)}`);
const changed = keys(`2:${key(2)}, 1:${key(1)}`);

describe('DataKeys', () => {
  test('encrypt a text to different bytes each time and decrypt both', () => {
    const [one, other] = [first.encrypt('张伟'), first.encrypt('张伟')];
    expect(one.equals(other)).toBe(false);
    expect([first.decrypt(one), first.decrypt(other)]).toEqual(['张伟', '张伟']);
  });

  test('encrypt with the first key and decrypt with any of them', () => {
    expect(changed.decrypt(first.encrypt('old'))).toBe('old');
    expect(changed.encrypt('new')[0]).toBe(2);
    expect(() => first.decrypt(changed.encrypt('new'))).toThrow(
      'an encrypted value needs data key 2, which is not in WAYSTATION_DATA_KEYS',
    );
  });

  test('throw Undecryptable for a different key and for altered bytes', () => {
    const stored = first.encrypt('a name');
    expect(() => keys(`1:${key(9)}`).decrypt(stored)).toThrow(Undecryptable);
    for (const at of [1, 14, stored.length - 1]) {
      const touched = Buffer.from(stored);
      touched[at]! ^= 1;
      expect(() => first.decrypt(touched)).toThrow(
        'cannot be decrypted with data key 1: the value was altered or the key differs',
      );
    }
    expect(() => first.decrypt(Buffer.of(1, 2, 3))).toThrow('too short');
  });

  test('give a text the same index before and after a change of keys, as long as the oldest key is present', () => {
    expect(changed.index('4915112345').equals(first.index('4915112345'))).toBe(true);
    expect(first.index('4915112345').equals(first.index('4915112346'))).toBe(false);
    expect(
      keys(`2:${key(2)}`)
        .index('4915112345')
        .equals(first.index('4915112345')),
    ).toBe(false);
  });

  test.each(['', '1', `0:${key(1)}`, `256:${key(1)}`, '1:c2hvcnQ=', `1:${key(1)},1:${key(2)}`, `1:${key(1)},`])(
    'refuse to parse %j',
    (text) => {
      expect(DataKeys.parse(text)).toBeUndefined();
    },
  );
});
