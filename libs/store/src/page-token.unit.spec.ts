import { describe, expect, test } from '@jest/globals';
import { nextPageToken, pageOf, pageToken } from './page-token.ts';

const id = '0190a1b2-0000-7000-8000-00000000000a';
const nil = '00000000-0000-0000-0000-000000000000';
const at = new Date('2026-03-02T08:00:00.250Z');
const notValid = expect.objectContaining({
  violations: [{ field: 'page_token', description: expect.any(String), reason: 'PAGE_TOKEN_NOT_VALID' }],
});
const tokenWith = (text: string) => Buffer.from(text).toString('base64url');

describe('pageToken', () => {
  test('returns the keys of the last row', () => {
    const token = pageToken.of(at, id, 3, 'take_payment');
    expect(pageToken.read(token, 'time', 'id', 'number', 'text')).toEqual([at.toISOString(), id, '3', 'take_payment']);
    expect(pageToken.after(token, 'time', 'id', 'number', 'text')).toEqual(
      pageToken.read(token, 'time', 'id', 'number', 'text'),
    );
  });

  test('reads an empty token as the first page', () => {
    expect(pageToken.read('', 'time', 'id')).toBeUndefined();
    expect(pageToken.after('', 'time', 'id', 'text', 'number')).toEqual(['-infinity', nil, '', '0']);
  });

  test.each([
    ['an unparsable time', 'time', '2 March'],
    ['a time without zone', 'time', '2026-03-02T08:00:00'],
    ['an invalid id', 'id', '7'],
    ['a negative number', 'number', '-1'],
    ['a number too long for a column', 'number', '1234567890'],
    ['a sequence too long for a column', 'sequence', '1234567890123456789'],
  ] as const)('refuses a token with %s', (_, key, text) => {
    expect(() => pageToken.read(pageToken.of(text), key)).toThrow(notValid);
  });

  test.each([
    ['more keys', pageToken.of(id, id)],
    ['fewer keys', tokenWith('[]')],
    ['a value that is not a text', tokenWith('[7]')],
    ['an object', tokenWith('{"0":"x","length":1}')],
    ['invalid JSON', 'x'],
    ['nested JSON', tokenWith('["a\\"b"]')],
  ])('refuses a token that holds %s', (_, token) => {
    expect(() => pageToken.read(token, 'id')).toThrow(notValid);
    expect(() => pageToken.after(token, 'id')).toThrow(notValid);
  });
});

describe('pageOf', () => {
  test('limits the page to 50 rows if the request has no page size', () => {
    expect(pageOf({ pageSize: 0, pageToken: '' })).toEqual({ after: nil, limit: 50 });
    expect(pageOf({ pageSize: 7, pageToken: pageToken.of(id) })).toEqual({ after: id, limit: 7 });
  });

  test('starts with the newest row on request', () => {
    expect(pageOf({ pageSize: 0, pageToken: '' }, true).after).toBe('ffffffff-ffff-ffff-ffff-ffffffffffff');
  });

  test('refuses the token of another list', () => {
    expect(() => pageOf({ pageSize: 0, pageToken: pageToken.of(at, id) })).toThrow(notValid);
  });
});

describe('nextPageToken', () => {
  test('points behind the last row of a full page', () => {
    expect(pageToken.read(nextPageToken([{ id }], 1), 'id')).toEqual([id]);
    const token = nextPageToken([{ at, jobId: id }], 1, (row) => [row.at, row.jobId]);
    expect(pageToken.read(token, 'time', 'id')).toEqual([at.toISOString(), id]);
  });

  test('is empty after a page that is not full', () => {
    expect(nextPageToken([], 1)).toBe('');
    expect(nextPageToken([{ id }], 2)).toBe('');
  });
});
