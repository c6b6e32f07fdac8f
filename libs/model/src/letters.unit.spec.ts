import { mustFit } from './letters.ts';

it('lets texts be as long together as the document has room for', () => {
  expect(() => mustFit([], 0)).not.toThrow();
  expect(() => mustFit(['abc', '', '制动'], 5)).not.toThrow();
});

it('refuses longer ones, and says by how much they must be shortened', () => {
  expect(() => mustFit(['abc', '制动', 'd'], 5)).toThrow(
    expect.objectContaining({ reason: 'TEXTS_TOO_LONG', metadata: { letters: '6', most: '5', over: '1' } }),
  );
});
