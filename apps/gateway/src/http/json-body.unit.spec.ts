import { jsonBody } from './json-body.ts';

const of = (text: string) => jsonBody(Buffer.from(text));

it('a body is parsed as JSON in UTF-8', () => {
  expect(of('{"words": "车"}')).toEqual({ words: '车' });
  expect(of('')).toBeUndefined();
  expect(of(' \n')).toBeUndefined();
});

it('invalid UTF-8 is refused', () => {
  expect(() => jsonBody(Buffer.from([0x22, 0xff, 0x22]))).toThrow('BODY_NOT_UTF8');
  expect(() => jsonBody(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]))).toThrow('BODY_NOT_UTF8');
});

it.each(['{', "{'a': 1}", '{"a": NaN}', '{"a": 1}}', 'undefined'])('refuses %s as invalid JSON', (text) => {
  expect(() => of(text)).toThrow('BODY_NOT_JSON');
});

it('a deeply nested body is refused without exhausting the stack', () => {
  expect(() => of('['.repeat(200_000) + ']'.repeat(200_000))).toThrow('BODY_TOO_DEEP');
  expect(of('['.repeat(50) + ']'.repeat(50))).toBeDefined();
});
