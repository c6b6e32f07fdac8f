import { runs } from './runs.ts';

const european = (text: string) => ({ text, font: 'european' });
const textOf = (of: ReturnType<typeof runs>) => (typeof of === 'string' ? of : of.map(({ text }) => text).join(''));
const mayBreak = '\u200b';

describe('runs', () => {
  it.each(['Change the oil', '更换机油及滤清器（含工时）', 'Müller für 3 °C', '龖䶮', ''])(
    'returns %j unchanged',
    (text) => {
      expect(runs(text)).toBe(text);
    },
  );

  it.each([
    ['客户Škoda卡车', [{ text: '客户' }, european('Škoda'), { text: '卡车' }]],
    ['Jiří, Łódź', [european('Jiří'), { text: ', ' }, european('Łódź')]],
    ['Київ 1', [european('Київ '), { text: '1' }]],
    ['S\u030Ckoda', [european('Škoda')]],
    ['CO₂', [{ text: 'CO' }, european('₂')]],
    ['𠮷野', [{ text: '𠮷', font: 'rare' }, { text: '野' }]],
    ['김 (한국)', [{ text: '김', font: 'korean' }, { text: ' (' }, { text: '한국', font: 'korean' }, { text: ')' }]],
  ])('sets each part of %j in a font that has it', (text, found) => {
    expect(runs(text)).toEqual(found);
  });

  it('allows a break anywhere in a word that is longer than a line', () => {
    expect(runs('No. ABCDEFGHIJKL', 10)).toEqual([{ text: `No. ${[...'ABCDEFGHIJKL'].join(mayBreak)}` }]);
    expect(runs('很'.repeat(100), 10)).toBe('很'.repeat(100));
  });

  it('never breaks within one character', () => {
    const broken = textOf(runs('👨‍👩‍👧‍👦'.repeat(12), 10)).split(mayBreak);
    expect(broken.length).toBeGreaterThan(2);
    for (const piece of broken) expect(piece.replaceAll('👨‍👩‍👧‍👦', '')).toBe('');
    expect(textOf(runs('𠮷'.repeat(40), 10))).toBe('𠮷'.repeat(40));
  });

  it('keeps letters joined where it breaks a long word', () => {
    expect(textOf(runs('ئۇيغۇرىستانلىقلارنىڭ', 12)).split(mayBreak)).toEqual([
      'ئۇيغۇر\u200d',
      '\u200dىستانل\u200d',
      '\u200dىقلارن\u200d',
      '\u200dىڭ',
    ]);
  });

  it('allows breaks between words of scripts without spaces', () => {
    expect(textOf(runs('ต้องเปลี่ยนน้ำมันเครื่อง')).split(mayBreak)).toEqual(['ต้อง', 'เปลี่ยน', 'น้ำมัน', 'เครื่อง']);
  });

  it('removes invisible and control characters', () => {
    expect(runs('a\r\nb\rc\td\u0000e')).toBe('a\nb\nc d e');
    expect(runs('a\u200bb\ufeffc\u202ed\u2060e\u2066f\u00adg\u2028h')).toBe('abcdefg\nh');
  });

  it('sets the bidi levels of each part', () => {
    expect(runs('عربي (Volvo) 12')).toMatchObject([
      { text: 'عربي (', font: 'arabic', level: 1, paragraphLevel: 1 },
      { text: 'Volvo', level: 2, paragraphLevel: 1 },
      { text: ') ', level: 1, paragraphLevel: 1 },
      { text: '12', level: 2, paragraphLevel: 1 },
    ]);
    expect(runs('客户ئۇيغۇر')).toMatchObject([
      { text: '客户', level: 0, paragraphLevel: 0 },
      { text: 'ئۇيغۇر', font: 'arabic', level: 1, paragraphLevel: 0 },
    ]);
  });

  it('gives each paragraph the direction of its first letter', () => {
    const found = runs('عربي\nVolvo');
    expect(found).toMatchObject([{ paragraphLevel: 1 }, { text: '\n' }, { text: 'Volvo', paragraphLevel: 0 }]);
  });

  it('does not reverse a date after a right-to-left name', () => {
    expect(runs(['ئەھمەت', ' | ', '2026-03-02 16:00'])).toMatchObject([
      { text: 'ئەھمەت', level: 1, paragraphLevel: 0 },
      { text: ' | 2026-03-02 16:00', level: 0, paragraphLevel: 0 },
    ]);
  });
});
