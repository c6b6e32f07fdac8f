import { runs } from './runs.ts';

const european = (text: string) => ({ text, font: 'european' });

describe('runs', () => {
  it.each(['Change the oil', '更换机油及滤清器（含工时）', 'Müller für 3 °C', 'nǐ hǎo', ''])(
    'leaves %j as it is',
    (text) => {
      expect(runs(text)).toBe(text);
    },
  );

  it.each([
    ['客户Škoda卡车', [{ text: '客户' }, european('Škoda'), { text: '卡车' }]],
    ['Jiří, Łódź', [european('Jiří'), { text: ',' }, { text: ' ' }, european('Łódź')]],
    ['Київ 1', [european('Київ'), { text: ' ' }, { text: '1' }]],
    ['S\u030Ckoda', [european('Škoda')]],
  ])('sets words of %j that the font lacks in the European one', (text, found) => {
    expect(runs(text)).toEqual(found);
  });

  it('breaks anywhere what is longer than its room', () => {
    expect(runs('No. ABCDEFGHIJKL', 10)).toEqual([
      { text: 'No.' },
      { text: ' ' },
      { text: 'ABCDEFGHIJKL', wordBreak: 'break-all' },
    ]);
    expect(runs('很'.repeat(100), 10)).toBe('很'.repeat(100));
  });

  it('shows no control characters', () => {
    expect(runs('a\r\nb\rc\td\u0000e')).toBe('a\nb\nc d e');
  });
});
