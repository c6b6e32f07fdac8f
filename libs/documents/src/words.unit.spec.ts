import { amountText, dayText, moneyText, paperLanguage, timeText } from './words.ts';

it.each([
  [0n, 'CNY', '0.00'],
  [5n, 'EUR', '0.05'],
  [-123_456_789n, 'EUR', '-1,234,567.89'],
  [100_000n, 'CNY', '1,000.00'],
  [1_234n, 'JPY', '1,234'],
  [999n, 'JPY', '999'],
  [1_234_567n, 'KWD', '1,234.567'],
])('writes %d of %s as %s', (amountMinor, currency, text) => {
  expect(amountText(amountMinor, currency)).toBe(text);
  expect(moneyText(amountMinor, currency)).toBe(`${currency} ${text}`);
});

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
