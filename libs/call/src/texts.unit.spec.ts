import { describe, expect, test } from '@jest/globals';
import { describeViolation } from './field-texts.ts';
import { languageOf, TextCatalogue } from './texts.ts';

describe('the language of an answer', () => {
  test.each([
    [undefined, 'en'],
    ['', 'en'],
    ['zh', 'zh'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en-GB,en;q=0.9,zh;q=0.1', 'en'],
    ['en;q=0.1,zh;q=0.9', 'zh'],
    ['de-DE,de;q=0.9,zh;q=0.5,en;q=0.4', 'zh'],
    ['de', 'en'],
    ['*', 'en'],
    ['zh;q=0,en;q=0', 'en'],
    ['zh;q=0,*', 'en'],
    ['zh;q=nonsense,en;q=0.1', 'en'],
    ['ZH-Hans', 'zh'],
    [';;;,,q=', 'en'],
  ])('%s: %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});

describe('words', () => {
  test('never show the name of a place that nothing is known for', () => {
    const words = new TextCatalogue({
      en: { OVER: 'More than {{subject}} asks for.' },
      zh: { OVER: '超过{{subject}}。' },
    });
    expect(words.of('OVER', 'en')).toBe('More than – asks for.');
    expect(words.of('OVER', 'zh', { subject: 'X-77' })).toBe('超过X-77。');
  });
});

describe('the description of a field', () => {
  const rule = { field: 'phone', description: 'does not match regex pattern `^[+0-9]$`' };

  test.each([
    ['en', 'This is not a phone number. Use digits, spaces and + ( ) / - only, without an extension.'],
    ['zh', '电话号码无效。只能使用数字、空格和 + ( ) / -，不含分机号。'],
  ])('says in %s what form a text needs, and no pattern', (language, words) => {
    const facts = { pattern: '^[+0-9][0-9 ()/-]*$' };
    expect(describeViolation({ ...rule, reason: 'STRING_PATTERN', facts }, language)).toBe(words);
  });

  test('says no pattern that nobody gave words for, either', () => {
    const facts = { pattern: '^x+$' };
    expect(describeViolation({ ...rule, reason: 'STRING_PATTERN', facts }, 'en')).toBe(
      'The format is not valid. Check the value.',
    );
  });

  test('says the limit', () => {
    const violation = { ...rule, reason: 'STRING_MAX_LEN', facts: { limit: '200' } };
    expect(describeViolation(violation, 'zh')).toBe('文字过长，最多200个字符。');
    const number = { ...rule, reason: 'INT32_GTE_LTE', facts: { gte: '0', lte: '9' } };
    expect(describeViolation(number, 'en')).toBe('The number must be from 0 to 9.');
  });

  test("is the service's own for what its model finds", () => {
    const own = new TextCatalogue({ en: { VIN_LENGTH: 'It has 17 places.' }, zh: { VIN_LENGTH: '共17位。' } });
    expect(describeViolation({ ...rule, reason: 'VIN_LENGTH' }, 'zh', own)).toBe('共17位。');
  });

  test('stays as another service said it', () => {
    const told = { ...rule, description: '文字过长。', reason: 'STRING_MAX_LEN', isTranslated: true };
    expect(describeViolation(told, 'zh')).toBe('文字过长。');
  });
});
