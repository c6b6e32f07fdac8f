import { describe, expect, test } from '@jest/globals';
import { DataKeys, Undecryptable } from './data-keys.ts';

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');
const keys = (text: string) => DataKeys.parse(text)!;
const first = keys(`1:${key(1)}`);
const changed = keys(`2:${key(2)}, 1:${key(1)}`);

describe('data keys', () => {
  test('write the same text as other bytes each time, and read it', () => {
    const [one, other] = [first.encrypt('张伟'), first.encrypt('张伟')];
    expect(one.equals(other)).toBe(false);
    expect([first.decrypt(one), first.decrypt(other)]).toEqual(['张伟', '张伟']);
  });

  test('are changed: the first writes, all of them read', () => {
    expect(changed.decrypt(first.encrypt('old'))).toBe('old');
    expect(changed.encrypt('new')[0]).toBe(2);
    expect(() => first.decrypt(changed.encrypt('new'))).toThrow(
      'an encrypted value needs data key 2, which is not given',
    );
  });

  test('that are others, and bytes that were touched, are told from defects', () => {
    const stored = first.encrypt('a name');
    expect(() => keys(`1:${key(9)}`).decrypt(stored)).toThrow(Undecryptable);
    for (const at of [1, 14, stored.length - 1]) {
      const touched = Buffer.from(stored);
      touched[at]! ^= 1;
      expect(() => first.decrypt(touched)).toThrow('not as data key 1 wrote it, or the key is another one');
    }
    expect(() => first.decrypt(Buffer.of(1, 2, 3))).toThrow('too short');
  });

  test('index a text alike before and after a change, as long as the oldest key is there', () => {
    expect(changed.index('4915112345').equals(first.index('4915112345'))).toBe(true);
    expect(first.index('4915112345').equals(first.index('4915112346'))).toBe(false);
    expect(
      keys(`2:${key(2)}`)
        .index('4915112345')
        .equals(first.index('4915112345')),
    ).toBe(false);
  });

  test.each(['', '1', `0:${key(1)}`, `256:${key(1)}`, '1:c2hvcnQ=', `1:${key(1)},1:${key(2)}`, `1:${key(1)},`])(
    'are not %j',
    (text) => {
      expect(DataKeys.parse(text)).toBeUndefined();
    },
  );
});
