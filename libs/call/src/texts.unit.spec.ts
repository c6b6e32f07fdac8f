import { describe, expect, test } from '@jest/globals';
import { Names } from '@waystation/names';
import { describeViolation } from './field-texts.ts';
import { languageOf, TextCatalogue } from './texts.ts';

describe('languageOf', () => {
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
  ])('takes from %j the language %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});

describe('TextCatalogue', () => {
  test('shows a dash for a placeholder without a value', () => {
    const words = new TextCatalogue({
      en: { OVER: 'More than {{subject}} asks for.' },
      zh: { OVER: '超过{{subject}}。' },
    });
    expect(words.of('OVER', 'en')).toBe('More than – asks for.');
    expect(words.of('OVER', 'zh', { subject: 'X-77' })).toBe('超过X-77。');
  });
});

describe('codes in a text of TextCatalogue', () => {
  const words = new TextCatalogue({
    en: {
      STATE: 'The state is {{state, status}}, allowed from: {{allowed, status}}.',
      SKILL: 'Nobody is qualified: {{skill, skill}}.',
      FROM: 'It takes effect on {{from, time}}.',
    },
    zh: {
      STATE: '当前状态为“{{state, status}}”，允许的状态：{{allowed, status}}。',
      SKILL: '无人具备资质：{{skill, skill}}。',
      FROM: '生效时间：{{from, time}}。',
    },
  });
  const entries = [{ code: 'air_brakes', nameEn: 'Air brakes', nameZh: '气压制动' }];
  const names = new Names([{ kind: 'skill', entries }]);

  test('get their names from the list of the placeholder', () => {
    const facts = { state: 'planned', allowed: 'dispatched,in_progress' };
    expect(words.of('STATE', 'en', facts)).toBe('The state is planned, allowed from: dispatched, in progress.');
    expect(words.of('STATE', 'zh', facts)).toBe('当前状态为“已计划”，允许的状态：已派工、进行中。');
  });

  test('get their names from the published list', () => {
    expect(words.publishedKindsOf(['STATE', 'SKILL'])).toEqual(['skill']);
    expect(words.of('SKILL', 'zh', { skill: 'air_brakes' }, names)).toBe('无人具备资质：气压制动。');
    expect(words.of('SKILL', 'en', { skill: 'air_brakes' })).toBe('Nobody is qualified: air brakes.');
  });

  test('are shown as a dash when missing, and instants in readable form', () => {
    expect(words.of('SKILL', 'en')).toBe('Nobody is qualified: –.');
    expect(words.of('FROM', 'zh', { from: '2026-03-02T08:00:00.000Z' })).toBe('生效时间：2026-03-02 08:00 UTC。');
  });
});

describe('describeViolation', () => {
  const rule = { field: 'phone', description: 'does not match regex pattern `^[+0-9]$`' };

  test.each([
    ['en', 'This is not a phone number. Use digits, spaces and + ( ) / - only, without an extension.'],
    ['zh', '电话号码无效。只能使用数字、空格和 + ( ) / -，不含分机号。'],
  ])('describes in %s the required form instead of the pattern', (language, words) => {
    const facts = { pattern: '^[+0-9][0-9 ()/-]*$' };
    expect(describeViolation({ ...rule, reason: 'STRING_PATTERN', facts }, language)).toBe(words);
  });

  test('hides a pattern that has no text', () => {
    const facts = { pattern: '^x+$' };
    expect(describeViolation({ ...rule, reason: 'STRING_PATTERN', facts }, 'en')).toBe(
      'The format is not valid. Check the value.',
    );
  });

  test('shows the limit', () => {
    const violation = { ...rule, reason: 'STRING_MAX_LEN', facts: { limit: '200' } };
    expect(describeViolation(violation, 'zh')).toBe('文字过长，最多200个字符。');
    const number = { ...rule, reason: 'INT32_GTE_LTE', facts: { gte: '0', lte: '9' } };
    expect(describeViolation(number, 'en')).toBe('The number must be from 0 to 9.');
  });

  test('names the published list of a code', () => {
    const violation = { ...rule, reason: 'CODE_UNKNOWN', facts: { list: 'damage_kind' } };
    expect(describeViolation(violation, 'zh')).toBe('此项不在已发布的“损伤类型”清单中，请从清单中选择。');
  });

  test("prefers the service's text", () => {
    const own = new TextCatalogue({ en: { VIN_LENGTH: 'It has 17 places.' }, zh: { VIN_LENGTH: '共17位。' } });
    expect(describeViolation({ ...rule, reason: 'VIN_LENGTH' }, 'zh', own)).toBe('共17位。');
  });

  test('keeps the translated text of another service', () => {
    const told = { ...rule, description: '文字过长。', reason: 'STRING_MAX_LEN', isTranslated: true };
    expect(describeViolation(told, 'zh')).toBe('文字过长。');
  });
});
