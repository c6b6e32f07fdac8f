import { paragraphs } from './paragraphs.ts';

describe('paragraphs', () => {
  it.each([
    ['', ['']],
    ['Change the oil.', ['Change the oil.']],
    ['one\ntwo\r\n\nthree', ['one', 'two', '', 'three']],
  ])('splits %j at its line breaks', (text, found) => {
    expect(paragraphs(text)).toEqual(found);
  });

  it.each([
    ['sentences', 'The brakes squeal when the truck is empty. '.repeat(100), '.'],
    ['Chinese sentences', '空车制动时方向盘抖动。'.repeat(300), '。'],
    ['words', 'squeal '.repeat(500), 'squeal'],
  ])('splits a long text of %s at their end and loses nothing', (_, text, end) => {
    const found = paragraphs(text.trim());
    expect(found.length).toBeGreaterThan(1);
    for (const each of found) expect(each.endsWith(end)).toBe(true);
    for (const each of found.slice(0, -1)) expect(each.length).toBeGreaterThan(600);
    expect(found.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  });

  it('splits a text without spaces at the maximum length, but never a surrogate pair', () => {
    expect(paragraphs('x'.repeat(3_000)).map(({ length }) => length)).toEqual([1_200, 1_200, 600]);
    const found = paragraphs(`x${'𠮷'.repeat(1_000)}`);
    expect(found.join('')).toBe(`x${'𠮷'.repeat(1_000)}`);
    expect(found.every((each) => each.isWellFormed())).toBe(true);
  });
});
