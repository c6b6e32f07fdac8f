import { dayText, documentLanguage, timeText } from './labels.ts';

it("writes times by the station's clock", () => {
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
])('answers a person of language %j with documents in %s', (language, of) => {
  expect(documentLanguage(language)).toBe(of);
});
