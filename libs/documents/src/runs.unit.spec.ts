import { runs } from './runs.ts';

const european = (text: string) => ({ text, font: 'european' });
const textOf = (of: ReturnType<typeof runs>) => (typeof of === 'string' ? of : of.map(({ text }) => text).join(''));
const mayBreak = '\u200b';

describe('runs', () => {
  it.each(['Change the oil', '更换机油及滤清器（含工时）', 'Müller für 3 °C', '龖䶮', ''])(
    'leaves %j as it is',
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

  it('lets anything be broken that is longer than its room', () => {
    expect(runs('No. ABCDEFGHIJKL', 10)).toEqual([{ text: `No. ${[...'ABCDEFGHIJKL'].join(mayBreak)}` }]);
    expect(runs('很'.repeat(100), 10)).toBe('很'.repeat(100));
  });

  it('never breaks within what is one character to a reader', () => {
    const broken = textOf(runs('👨‍👩‍👧‍👦'.repeat(12), 10)).split(mayBreak);
    expect(broken.length).toBeGreaterThan(2);
    for (const piece of broken) expect(piece.replaceAll('👨‍👩‍👧‍👦', '')).toBe('');
    expect(textOf(runs('𠮷'.repeat(40), 10))).toBe('𠮷'.repeat(40));
  });

  it('keeps letters joined where a word that is too long is broken', () => {
    expect(textOf(runs('ئۇيغۇرىستانلىقلارنىڭ', 12)).split(mayBreak)).toEqual([
      'ئۇيغۇر\u200d',
      '\u200dىستانل\u200d',
      '\u200dىقلارن\u200d',
      '\u200dىڭ',
    ]);
  });

  it('may break between words of scripts without spaces', () => {
    expect(textOf(runs('ต้องเปลี่ยนน้ำมันเครื่อง')).split(mayBreak)).toEqual(['ต้อง', 'เปลี่ยน', 'น้ำมัน', 'เครื่อง']);
  });

  it('shows nothing that is not to be seen', () => {
    expect(runs('a\r\nb\rc\td\u0000e')).toBe('a\nb\nc d e');
    expect(runs('a\u200bb\ufeffc\u202ed\u2060e\u2066f\u00adg\u2028h')).toBe('abcdefg\nh');
  });

  it('tells the direction of each part', () => {
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

  it('gives each paragraph the direction that it begins with', () => {
    const found = runs('عربي\nVolvo');
    expect(found).toMatchObject([{ paragraphLevel: 1 }, { text: '\n' }, { text: 'Volvo', paragraphLevel: 0 }]);
  });

  it('keeps a date piggyback a name from the right as it is', () => {
    expect(runs(['ئەھمەت', ' | ', '2026-03-02 16:00'])).toMatchObject([
      { text: 'ئەھمەت', level: 1, paragraphLevel: 0 },
      { text: ' | 2026-03-02 16:00', level: 0, paragraphLevel: 0 },
    ]);
  });
});
