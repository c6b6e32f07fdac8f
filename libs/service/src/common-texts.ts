import type { Texts } from '@waystation/call';

/** Words for what every service may refuse by; a service's own go before them. */
export const commonTexts: Texts = {
  en: {
    CALLER_GONE: 'The caller did not wait for the answer.',
    CHANGED_MEANWHILE: 'Someone else changed it meanwhile. Look again and repeat.',
    CHARACTERS_NOT_PRINTABLE:
      'The document cannot print these characters: {{characters}}. Rewrite these texts with other characters, then repeat the step.',
    DATABASE_AWAY: 'The service cannot reach its database at the moment. Try again shortly.',
    DOCUMENTS_BUSY: 'Too many documents are being made at the moment. Try again in a few seconds.',
    DOCUMENT_NOT_IN_TIME:
      'The document could not be made in time. Try again in a minute; if it fails again, shorten the texts of the document.',
    DOCUMENT_TOO_LARGE:
      'The document needs more memory than is allowed. Shorten its texts or reduce its entries, then try again.',
    DOCUMENT_TOO_LONG:
      'The document would have {{pages}} pages with {{letters}} characters; {{pagesMost}} pages and {{lettersMost}} characters are allowed. Shorten its texts or reduce its entries, then try again.',
    INVALID_REQUEST: 'The request is not valid.',
    KEY_USED_FOR_ANOTHER_REQUEST: 'This idempotency key was used for another request.',
    OTHER_STATION: 'You may not do this at that station.',
    OVERRIDE_OPEN_ALREADY: 'An override of this rule was asked for or given already, and is not used yet.',
    PAGE_TOKEN_NOT_VALID: "The list can't be continued from here. Start it again.",
    ROLE_MISSING: 'You do not have the role that this needs.',
    RULE_IS_NOT_A_GATE: 'The rule {{rule}} is no gate for this visit, so there is nothing to override.',
    RULE_NOT_HELD_HERE: 'No step here asks for the rule {{rule}}: it is overridden where it is held.',
    SERVICE_AWAY: 'A service that this needs cannot be reached at the moment. Try again shortly.',
    TEXTS_TOO_LONG:
      'These texts have {{letters}} characters in total; the document has room for {{most}}. Shorten them by at least {{over}} characters.',
    TOKEN_MISSING: 'You are not signed in.',
    TOKEN_NOT_VALID: 'Your sign-in is no longer valid.',
    WRONG_STATE: 'This step is not possible in the present state.',
  },
  zh: {
    CALLER_GONE: '调用方未等待应答。',
    CHANGED_MEANWHILE: '数据已被他人修改,请刷新后重试。',
    CHARACTERS_NOT_PRINTABLE: '单据无法打印以下字符:{{characters}}。请改用其他字符填写相应内容,然后重试。',
    DATABASE_AWAY: '服务暂时无法连接数据库,请稍后重试。',
    DOCUMENTS_BUSY: '当前正在生成的单据过多，请几秒后重试。',
    DOCUMENT_NOT_IN_TIME: '单据未能按时生成。请一分钟后重试；如仍失败，请精简单据中的文字。',
    DOCUMENT_TOO_LARGE: '生成该单据所需内存超出上限，请精简文字或减少条目后重试。',
    DOCUMENT_TOO_LONG:
      '该单据将有{{pages}}页、{{letters}}字，上限为{{pagesMost}}页、{{lettersMost}}字。请精简文字或减少条目后重试。',
    INVALID_REQUEST: '请求无效。',
    KEY_USED_FOR_ANOTHER_REQUEST: '该幂等键已用于另一个请求。',
    OTHER_STATION: '您无权在该服务站执行此操作。',
    OVERRIDE_OPEN_ALREADY: '已申请或批准对该规则的放行,且尚未使用。',
    PAGE_TOKEN_NOT_VALID: '无法从此处继续列表，请重新查询。',
    ROLE_MISSING: '您没有执行此操作所需的角色。',
    RULE_IS_NOT_A_GATE: '规则{{rule}}对本次到店不是可放行的关卡,无需放行。',
    RULE_NOT_HELD_HERE: '此处没有步骤要求规则{{rule}},请在执行该规则之处申请放行。',
    SERVICE_AWAY: '所需服务暂时无法访问,请稍后重试。',
    TEXTS_TOO_LONG: '文字共{{letters}}字，单据最多容纳{{most}}字，请至少删减{{over}}字。',
    TOKEN_MISSING: '您尚未登录。',
    TOKEN_NOT_VALID: '登录已失效。',
    WRONG_STATE: '当前状态下无法执行此步骤。',
  },
};

/** A service's words, with those for what every service may refuse by. */
export function withCommonTexts({ en, zh }: Texts): Texts {
  return { en: { ...commonTexts.en, ...en }, zh: { ...commonTexts.zh, ...zh } };
}
