import { leftToRight, rightToLeft } from './marks.ts';
import { putInVisualOrder, type Inline } from './visual-order.ts';

const font = { widthOfString: (text: string) => text.length };

/** Line of words with their bidi levels; each letter is one point wide. */
function aLine(labels: readonly (readonly [text: string, level: number])[], paragraphLevel = 1) {
  const inlines = labels.map(([text, level]): Inline => ({
    text,
    level,
    paragraphLevel,
    x: 0,
    width: text.length,
    fontSize: 9,
    font,
    alignment: 'left',
  }));
  const width = labels.reduce((sum, [text]) => sum + text.length, 0);
  return { inlines, inlineWidths: width, leadingCut: 0, trailingCut: 1 };
}

const placed = ({ inlines }: { inlines: Inline[] }) =>
  inlines.map(({ text, x }) => [text.replace(/[\u202d\u202e]/, ''), x]);

describe('putInVisualOrder', () => {
  it('does not change a left-to-right line', () => {
    const line = aLine(
      [
        ['one ', 0],
        ['two ', 0],
      ],
      0,
    );
    const before = structuredClone(line.inlines.map(({ text, x }) => [text, x]));
    putInVisualOrder(line);
    expect(line.inlines.map(({ text, x }) => [text, x])).toEqual(before);
    expect(line.trailingCut).toBe(1);
  });

  it('puts the first word of a right-to-left line at the right', () => {
    const line = aLine([
      ['a ', 1],
      ['b ', 1],
      ['12 ', 2],
      ['c ', 1],
    ]);
    putInVisualOrder(line);
    expect(placed(line)).toEqual([
      ['c', 0],
      ['12 ', 1],
      ['b ', 4],
      ['a ', 6],
    ]);
    expect(line).toMatchObject({ inlineWidths: 8, leadingCut: 0, trailingCut: 0 });
    expect(line.inlines[0]).toMatchObject({ alignment: 'right' });
  });

  it('keeps the order of left-to-right words within a right-to-left line', () => {
    const line = aLine([
      ['a ', 1],
      ['Volvo ', 2],
      ['FH ', 2],
      ['b', 1],
    ]);
    putInVisualOrder(line);
    expect(placed(line).map(([text]) => text)).toEqual(['b', 'Volvo ', 'FH ', 'a ']);
  });

  it('reverses right-to-left words within a left-to-right line without moving the line', () => {
    const line = aLine(
      [
        ['Name: ', 0],
        ['a ', 1],
        ['b', 1],
        [' end', 0],
      ],
      0,
    );
    putInVisualOrder(line);
    expect(placed(line).map(([text]) => text)).toEqual(['Name: ', 'b', 'a ', ' end']);
    expect(line.inlines[0]).toMatchObject({ alignment: 'left' });
  });

  it('removes spaces at the ends of a line', () => {
    const line = aLine([
      [' ', 1],
      ['a ', 1],
      ['b', 1],
      [' ', 1],
    ]);
    putInVisualOrder(line);
    expect(placed(line)).toEqual([
      ['b', 0],
      ['a ', 1],
    ]);
  });

  it('marks the direction of each piece for the fonts', () => {
    const line = aLine([
      ['a', 1],
      ['12', 2],
    ]);
    putInVisualOrder(line);
    expect(line.inlines.map(({ text }) => text)).toEqual([`${leftToRight}12`, `${rightToLeft}a`]);
  });
});
