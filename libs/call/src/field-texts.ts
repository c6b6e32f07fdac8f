import type { FieldViolation } from '@waystation/model';
import { TextCatalogue, type Texts } from './texts.ts';

/**
 * Texts for invalid fields, by the broken rule of a proto or the rule for texts and instants. Patterns have their texts
 * below; each service has the texts for the errors of its models.
 */
export const fieldTexts = {
  en: {
    CODE_UNKNOWN: 'This is not in the published list of {{list, code_list}}. Choose an entry of the list.',
    ENUM_DEFINED_ONLY: 'This value is not allowed here. Choose one of the allowed values.',
    INSTANT_TOO_EARLY: 'The time is too early. Earliest: {{earliest}}.',
    INSTANT_TOO_LATE: 'The time is too late. Latest: {{latest}}.',
    NUMBER_GT: 'The number must be greater than {{gt}}.',
    NUMBER_GTE: 'The number must be at least {{gte}}.',
    NUMBER_GTE_LTE: 'The number must be from {{gte}} to {{lte}}.',
    NUMBER_GT_LTE: 'The number must be greater than {{gt}} and at most {{lte}}.',
    NUMBER_IN: 'This value is not allowed here. Choose one of the allowed values.',
    NUMBER_LTE: 'The number must be at most {{lte}}.',
    REPEATED_MAX_ITEMS: 'Too many entries. Maximum: {{limit}}.',
    REPEATED_MIN_ITEMS: 'Too few entries. Minimum: {{limit}}.',
    REPEATED_UNIQUE: 'An entry appears twice. Remove one.',
    REQUIRED: 'This is missing. Enter it.',
    STATION_MISSING: 'The station is missing. Choose it.',
    STRING_IN: 'This value is not allowed here. Choose one of the allowed values.',
    STRING_MAX_LEN: 'The text is too long. Maximum length: {{limit}}.',
    STRING_MIN_LEN: 'This is missing or too short. Minimum length: {{limit}}.',
    STRING_UUID: 'This is not a valid id.',
    STRING_UUID_EMPTY: 'The id is missing.',
    TEXT_CONTROL: 'The text contains a control character ({{sign}}). Remove it.',
    TEXT_DIRECTION:
      'The text contains an invisible character that changes the writing direction ({{sign}}). Remove it.',
    TEXT_INVISIBLE: 'The text contains an invisible character ({{sign}}). Remove it.',
    TEXT_LINE_BREAK: 'The text must stay on one line. Remove line breaks and tabs.',
    TEXT_NOT_STORABLE: 'The text contains a character that cannot be stored. Remove it.',
    TEXT_NOT_UNICODE: 'The text contains a broken character ({{sign}}). Type it again.',

    TEXT_SAYS_NOTHING: 'The text has no content. Write at least a word.',
    VIN_LENGTH: 'A vehicle identification number has 17 characters.',
    VIN_CHARACTERS: 'A vehicle identification number has digits and capital letters, but never I, O or Q.',
    VIN_CHARACTERS_suggested: 'A vehicle identification number never has I, O or Q. Was {{suggestion}} meant?',
    VIN_CHECK_DIGIT: 'The check digit of the vehicle identification number is wrong. Check it against the vehicle.',

    CONCERNS_UNIQUE_IDS: 'Two concerns have the same id.',
    DIAGNOSES_UNIQUE_CONCERNS: 'Two diagnoses are about the same concern.',
    ITEMS_UNIQUE_IDS: 'Two items have the same id.',
    LINES_UNIQUE_IDS: 'Two entries are about the same line.',
    ORDER_PARTS_WHAT: 'Enter a supply order, or a part number and a quantity.',
    PARTS_UNIQUE_NUMBERS: 'A part number appears twice. Remove one.',
    ADVISE_CUSTOMER_NEXT_SERVICE: 'Enter the date or the odometer reading of the next service.',
  },
  zh: {
    CODE_UNKNOWN: '此项不在已发布的“{{list, code_list}}”清单中，请从清单中选择。',
    ENUM_DEFINED_ONLY: '此处不接受该值，请选择允许的值。',
    INSTANT_TOO_EARLY: '时间过早，最早为{{earliest}}。',
    INSTANT_TOO_LATE: '时间过晚，最晚为{{latest}}。',
    NUMBER_GT: '数值必须大于{{gt}}。',
    NUMBER_GTE: '数值不得小于{{gte}}。',
    NUMBER_GTE_LTE: '数值必须在{{gte}}到{{lte}}之间。',
    NUMBER_GT_LTE: '数值必须大于{{gt}}且不大于{{lte}}。',
    NUMBER_IN: '此处不接受该值。',
    NUMBER_LTE: '数值不得大于{{lte}}。',
    REPEATED_MAX_ITEMS: '条目过多，最多{{limit}}条。',
    REPEATED_MIN_ITEMS: '条目过少，至少{{limit}}条。',
    REPEATED_UNIQUE: '条目重复，每项只能填写一次。',
    REQUIRED: '此项必填，请填写。',
    STATION_MISSING: '请指明服务站。',
    STRING_IN: '此处不接受该值。',
    STRING_MAX_LEN: '文字过长，最多{{limit}}个字符。',
    STRING_MIN_LEN: '未填写或过短，至少{{limit}}个字符。',
    STRING_UUID: '编号无效。',
    STRING_UUID_EMPTY: '缺少编号。',
    TEXT_CONTROL: '文字中含有控制字符（{{sign}}），请删除。',
    TEXT_DIRECTION: '文字中含有改变书写方向的不可见字符（{{sign}}），请删除。',
    TEXT_INVISIBLE: '文字中含有不可见字符（{{sign}}），请删除。',
    TEXT_LINE_BREAK: '此处只能填写一行，请删除换行符和制表符。',
    TEXT_NOT_STORABLE: '文字中含有无法保存的字符，请删除。',
    TEXT_NOT_UNICODE: '文字中含有损坏的字符（{{sign}}），请重新输入。',

    TEXT_SAYS_NOTHING: '内容无意义，请用文字说明。',
    VIN_LENGTH: '车辆识别代号应为 17 位字符。',
    VIN_CHARACTERS: '车辆识别代号只含数字和大写字母，不含 I、O、Q。',
    VIN_CHARACTERS_suggested: '车辆识别代号不含 I、O、Q。是否应为 {{suggestion}}？',
    VIN_CHECK_DIGIT: '车辆识别代号的校验位不正确，请再次核对车辆铭牌。',

    CONCERNS_UNIQUE_IDS: '有两条客户描述的编号相同。',
    DIAGNOSES_UNIQUE_CONCERNS: '有两条诊断针对同一客户描述。',
    ITEMS_UNIQUE_IDS: '有两个维修项目的编号相同。',
    LINES_UNIQUE_IDS: '有两条记录针对同一行。',
    ORDER_PARTS_WHAT: '请填写采购单，或填写配件号和数量。',
    PARTS_UNIQUE_NUMBERS: '配件号重复，每个配件只能填写一次。',
    ADVISE_CUSTOMER_NEXT_SERVICE: '请填写下次保养的时间或里程。',
  },
} as const satisfies Texts;

/** Texts for a field that does not match its pattern. */
const forms: readonly { patterns: readonly string[]; en: string; zh: string }[] = [
  {
    patterns: ['^[a-z][a-z0-9_]*$', '^([a-z][a-z0-9_]*)?$'],
    en: 'A code has lower-case letters, digits and underscores, and begins with a letter.',
    zh: '代码只能由小写字母、数字和下划线组成，并以字母开头。',
  },
  {
    patterns: ['^[A-Za-z0-9][A-Za-z0-9 ./_-]*$'],
    en: 'Use letters, digits, spaces and . / _ - only, beginning with a letter or digit.',
    zh: '只能使用字母、数字、空格和 . / _ -，并以字母或数字开头。',
  },
  {
    patterns: ['^[A-Za-z0-9][A-Za-z0-9._-]*$'],
    en: 'Use letters, digits and . _ - only, beginning with a letter or digit.',
    zh: '只能使用字母、数字和 . _ -，并以字母或数字开头。',
  },
  {
    patterns: ['^[A-Za-z0-9._:/-]*$'],
    en: 'Use letters, digits and . _ : / - only.',
    zh: '只能使用字母、数字和 . _ : / -。',
  },
  {
    patterns: ['^[A-Z0-9_]{0,20}$'],
    en: 'Use capital letters, digits and underscores only, 20 at most.',
    zh: '只能使用大写字母、数字和下划线，最多20个。',
  },
  {
    patterns: ['^[+0-9][0-9 ()/-]*$'],
    en: 'This is not a phone number. Use digits, spaces and + ( ) / - only, without an extension.',
    zh: '电话号码无效。只能使用数字、空格和 + ( ) / -，不含分机号。',
  },
  {
    patterns: ['^([^@ ]{1,64}@[^@ ]{1,180})?$'],
    en: 'This is not an e-mail address. Check it.',
    zh: '电子邮箱地址无效，请核对。',
  },
  {
    patterns: [
      '^([1-9][0-9]{0,5}(\\.[0-9]{1,3})?|0\\.([1-9][0-9]{0,2}|0[1-9][0-9]?|00[1-9]))$',
      '^(0\\.(00[1-9]|0[1-9][0-9]?|[1-9][0-9]{0,2})|[1-9][0-9]{0,3}(\\.[0-9]{1,3})?)$',
    ],
    en: 'Enter a number above 0 with a point and at most three decimals, such as 1.5.',
    zh: '请填写大于0的数字，小数点后最多三位，例如1.5。',
  },
  {
    patterns: [
      '^(0|[1-9][0-9]{0,5})(\\.[0-9]{1,3})?$',
      '^(0|[1-9][0-9]{0,8})(\\.[0-9]{1,3})?$',
      '^((0|[1-9][0-9]{0,8})(\\.[0-9]{1,3})?)?$',
    ],
    en: 'Enter a number with a point and at most three decimals, such as 0.5.',
    zh: '请填写数字，小数点后最多三位，例如0.5。',
  },
  {
    patterns: ['^(100(\\.0{1,3})?|[0-9]{1,2}(\\.[0-9]{1,3})?)$'],
    en: 'Enter a percentage from 0 to 100 with a point and at most three decimals, such as 8.875.',
    zh: '请填写0到100之间的百分比，小数点后最多三位，例如8.875。',
  },
  {
    patterns: ['^([01][0-9]|2[0-3]):[0-5][0-9]$', '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'],
    en: 'Enter a time of day as hours and minutes, such as 08:30.',
    zh: '请填写时刻（时:分），例如08:30。',
  },
  {
    patterns: ['^[0-9]{4}-[0-9]{2}-[0-9]{2}$'],
    en: 'Enter a day as year, month and day, such as 2027-03-31.',
    zh: '请填写日期（年-月-日），例如2027-03-31。',
  },
  {
    patterns: ['^[0-9]{3}-[0-9]{3}-[0-9]{3}/[0-9]{1,4}$'],
    en: 'Enter the number of a labour operation, such as 045-002-011/1.',
    zh: '请填写工时项目编号，例如045-002-011/1。',
  },
  { patterns: ['^([0-9]{9})?$'], en: 'A component code has nine digits.', zh: '部件代码为九位数字。' },
  {
    patterns: ['^[0-9a-f]{64}$', '^([0-9a-f]{64})?$'],
    en: 'A SHA-256 hash has 64 digits from 0 to 9 and a to f.',
    zh: 'SHA-256 哈希值为64位，由0-9和a-f组成。',
  },
  {
    patterns: ['^[A-Z]{3}$'],
    en: 'Enter the currency as three letters, such as CNY.',
    zh: '请填写三位字母的货币代码，例如CNY。',
  },
  {
    patterns: ['^[A-Z]{2}(-[A-Z0-9]{1,3})?$'],
    en: 'Enter the country as two letters, with the region if there is one, such as CN or US-CA.',
    zh: '请填写两位字母的国家代码，可加地区代码，例如CN或US-CA。',
  },
  {
    patterns: ['^([a-z]{2}(-[A-Za-z]{2,8})?)?$', '^([a-z]{2}(-[A-Z]{2})?)?$'],
    en: 'Enter the language code, such as zh or de-DE.',
    zh: '请填写语言代码，例如zh或de-DE。',
  },
  {
    patterns: ['^(APT|REC|REP|INS|DEL|FUP)-[DX][0-9]{2}$'],
    en: 'Enter the id of a rule of the standard, such as REC-D12.',
    zh: '请填写标准规则的编号，例如REC-D12。',
  },
];
const otherForm = { en: 'The format is not valid. Check the value.', zh: '格式不正确，请核对。' };
const byPattern = new Map(forms.flatMap((form) => form.patterns.map((pattern) => [pattern, form] as const)));

const words = new TextCatalogue(fieldTexts);

/** True if there is a text for a pattern. */
export function hasWordsForPattern(pattern: string): boolean {
  return byPattern.has(pattern);
}

/**
 * Text for an invalid field in the reader's language: from the service's texts if they have one, else from the texts
 * above, else the developer's description.
 *
 * @param own texts of the service
 */
export function describeViolation(
  { reason, facts = {}, description, isTranslated = false }: FieldViolation,
  language: string,
  own?: TextCatalogue,
): string {
  if (isTranslated) return description;
  if (reason === 'STRING_PATTERN') return (byPattern.get(facts['pattern'] ?? '') ?? otherForm)[languageKey(language)];
  const slug = reason.replace(/^U?INT(32|64)_/, 'NUMBER_');
  for (const known of [own, words]) if (known?.has(slug)) return known.of(slug, language, facts);
  return description;
}

function languageKey(language: string): 'en' | 'zh' {
  return language === 'zh' ? 'zh' : 'en';
}
