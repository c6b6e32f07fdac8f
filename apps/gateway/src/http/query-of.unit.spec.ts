import { queryOf, strictQueryOf } from './query-of.ts';

describe('The query of an address', () => {
  it('starts after the first question mark', () => {
    expect([...queryOf('/v1/forms?kind=a?b&page_size=5')]).toEqual([
      ['kind', 'a?b'],
      ['page_size', '5'],
    ]);
    expect([...strictQueryOf('/v1/forms')]).toEqual([]);
  });

  it('is unescaped, with a plus read as a space', () => {
    expect([...strictQueryOf('/v1/parts?part_number_prefix=%E8%BD%A6+7%2B')]).toEqual([
      ['part_number_prefix', '车 7+'],
    ]);
  });

  it.each(['%', '%zz', '%E8%BD', '%FF', '%ED%A0%80'])('refuses the malformed escape %s', (text) => {
    const malformed = (field: string) => expect.objectContaining({ field, reason: 'ESCAPE_NOT_VALID' }) as unknown;
    expect(() => strictQueryOf(`/v1/forms?kind=${text}&page_size=5&page_token=${text}`)).toThrow(
      expect.objectContaining({ violations: [malformed('kind'), malformed('page_token')] }) as Error,
    );
  });
});
