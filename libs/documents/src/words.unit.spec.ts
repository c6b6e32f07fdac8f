import { dayText, paperLanguage, timeText } from './words.ts';

it('writes times by the clock of the station', () => {
  const at = new Date('2026-03-02T18:05:00Z');
  expect(timeText(at, 'Asia/Shanghai')).toBe('2026-03-03 02:05');
  expect(dayText(at, 'Europe/Berlin')).toBe('2026-03-02');
});

it.each([
  ['zh', 'zh'],
  ['zh-CN', 'zh'],
  ['en', 'en'],
  ['de', 'en'],
  ['', 'en'],
])('makes papers for people of %j in %s', (language, of) => {
  expect(paperLanguage(language)).toBe(of);
});
