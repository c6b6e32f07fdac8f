import type { Texts } from '@waystation/call';

/** Words for what every service may refuse by; a service's own go before them. */
export const commonTexts: Texts = {
  en: {
    CALLER_GONE: 'The caller did not wait for the answer.',
    CHANGED_MEANWHILE: 'Someone else changed it meanwhile. Look again and repeat.',
    CURRENCY_OF_STATION_DIFFERS:
      'This station keeps its money in {{own}}, not in {{currency}}. Give the amounts in {{own}}.',
    CURRENCY_UNKNOWN: 'There is no such currency. Give the three-letter code of ISO 4217, such as CNY or EUR.',
    DATABASE_AWAY: 'The service cannot reach its database at the moment. Try again shortly.',
    INVALID_REQUEST: 'The request is not valid.',
    INVALID_REQUEST_MORE: 'The request is not valid. More fields are wrong than are listed here.',
    KEY_USED_FOR_ANOTHER_REQUEST: 'This idempotency key was used for another request.',
    OTHER_STATION: 'You may not do this at that station.',
    OVERRIDE_OPEN_ALREADY: 'An override of this rule was asked for or given already, and is not used yet.',
    PAGE_TOKEN_NOT_VALID: "The list can't be continued from here. Start it again.",
    PHONE_NOT_A_NUMBER:
      'This is not a phone number. Enter it with its area code, or with + and its country code; an extension after "ext".',
    PLATE_NOT_READABLE: 'A plate has letters or digits, on one line. Leave it empty if the vehicle bears none.',
    ROLE_MISSING: 'You do not have the role that this needs.',
    RULE_IS_NOT_A_GATE: 'The rule {{rule}} is no gate for this visit, so there is nothing to override.',
    RULE_NOT_HELD_HERE: 'No step here asks for the rule {{rule}}: it is overridden where it is held.',
    SERVICE_AWAY: 'A service that this needs cannot be reached at the moment. Try again shortly.',
    TOKEN_MISSING: 'You are not signed in.',
    TOKEN_NOT_VALID: 'Your sign-in is no longer valid.',
    WRONG_STATE: 'This step is not possible in the present state.',
  },
  zh: {
    CALLER_GONE: '调用方未等待应答。',
    CHANGED_MEANWHILE: '数据已被他人修改,请刷新后重试。',
    CURRENCY_OF_STATION_DIFFERS: '本站以 {{own}} 记账，不使用 {{currency}}。请按 {{own}} 填写金额。',
    CURRENCY_UNKNOWN: '没有该货币。请填写 ISO 4217 三位代码，例如 CNY 或 EUR。',
    DATABASE_AWAY: '服务暂时无法连接数据库,请稍后重试。',
    INVALID_REQUEST: '请求无效。',
    INVALID_REQUEST_MORE: '请求无效。除列出的字段外，还有其他字段有误。',
    KEY_USED_FOR_ANOTHER_REQUEST: '该幂等键已用于另一个请求。',
    OTHER_STATION: '您无权在该服务站执行此操作。',
    OVERRIDE_OPEN_ALREADY: '已申请或批准对该规则的放行,且尚未使用。',
    PAGE_TOKEN_NOT_VALID: '无法从此处继续列表，请重新查询。',
    PHONE_NOT_A_NUMBER: '电话号码无法识别。请填写带区号的号码，或以 + 和国家代码开头；分机号请写在“转”之后。',
    PLATE_NOT_READABLE: '车牌号须包含字母或数字，且不能换行。车辆没有号牌时请留空。',
    ROLE_MISSING: '您没有执行此操作所需的角色。',
    RULE_IS_NOT_A_GATE: '规则{{rule}}对本次到店不是可放行的关卡,无需放行。',
    RULE_NOT_HELD_HERE: '此处没有步骤要求规则{{rule}},请在执行该规则之处申请放行。',
    SERVICE_AWAY: '所需服务暂时无法访问,请稍后重试。',
    TOKEN_MISSING: '您尚未登录。',
    TOKEN_NOT_VALID: '登录已失效。',
    WRONG_STATE: '当前状态下无法执行此步骤。',
  },
};

/** A service's words, with those for what every service may refuse by. */
export function withCommonTexts({ en, zh }: Texts): Texts {
  return { en: { ...commonTexts.en, ...en }, zh: { ...commonTexts.zh, ...zh } };
}
