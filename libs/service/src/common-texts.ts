import type { Texts } from '@waystation/call';

/**
 * Texts of refusals shared by several services. No service defines these slugs itself, and a slug has the same text in
 * all services, since refusals pass between them.
 */
export const commonTexts: Texts = {
  en: {
    ACCEPTANCE_WITHOUT_REMARKS: 'Record who confirmed this and when, or why else you accept the signer.',
    ADVISOR_UNKNOWN: 'This station has no such service advisor. Choose an active advisor of this station.',
    CALLER_DISCONNECTED: 'The caller did not wait for the answer.',
    CEILING_ABOVE_CONTACT_LIMIT:
      'The order together with the allowance for changes exceeds what this contact may approve. Quote it with a smaller allowance, have a contact with a sufficient limit sign, or record that the customer confirmed by phone or in writing.',
    CHANGED_MEANWHILE: 'Someone else changed it meanwhile. Look again and repeat.',
    CHARACTERS_NOT_PRINTABLE:
      'The document cannot print these characters: {{characters}}. Rewrite these texts with other characters, then repeat the step.',
    CONCERN_NOT_FOUND: 'There is no such concern. Reload and choose it again.',
    CONTACT_LIMIT_IN_OTHER_CURRENCY:
      'The limit of this contact is in another currency than the order, so it cannot be compared. Have a contact without a limit sign, or record that the customer confirmed by phone or in writing.',
    CONTACT_LIMIT_TOO_LOW:
      "The order exceeds what this contact may approve. Have a contact with a sufficient limit sign, have the limit raised in the customer's record and read the contacts again, or record that the customer confirmed by phone or in writing.",
    CONTACT_MAY_NOT_APPROVE:
      "This contact may not approve work for the customer. Have a contact sign who may, change the customer's record and read the contacts again, or record that the customer confirmed by phone or in writing.",
    CONTACT_NOT_FOUND:
      'The customer has no such contact. Choose another one, or read the contacts again if they were changed.',
    CURRENCY_OF_STATION_DIFFERS:
      'This station keeps its money in {{own}}, not in {{currency}}. Give the amounts in {{own}}.',
    CURRENCY_UNKNOWN: 'There is no such currency. Give the three-letter code of ISO 4217, such as CNY or EUR.',
    DATABASE_UNAVAILABLE: 'The service cannot reach its database at the moment. Try again shortly.',
    DOCUMENTS_BUSY: 'Too many documents are being made at the moment. Try again in a few seconds.',
    DOCUMENT_NOT_FOUND: 'This station has no such document. Open it from the visit.',
    DOCUMENT_TIMED_OUT:
      'The document could not be made in time. Try again in a minute; if it fails again, shorten the texts of the document.',
    DOCUMENT_TOO_LARGE:
      'The document needs more memory than is allowed. Shorten its texts or reduce its entries, then try again.',
    DOCUMENT_TOO_LONG:
      'The document would have {{pages}} pages with {{letters}} characters; {{pagesMost}} pages and {{lettersMost}} characters are allowed. Shorten the texts under "{{longest}}" or reduce its entries, then try again.',
    FORM_OF_OTHER_KIND: 'This form has another purpose: {{kind, form_kind}}. Choose a form for this step.',
    FORM_UNKNOWN: 'This version of the form is not published. Choose a published form.',
    INVALID_REQUEST: 'The request is not valid.',
    INVALID_REQUEST_MORE: 'The request is not valid. More fields are wrong than are listed here.',
    KEY_USED_FOR_ANOTHER_REQUEST: 'This idempotency key was used for another request.',
    LIST_FULL: 'The limit of {{max}} entries is reached. No more can be added.',
    EXACTLY_ONE_REQUIRED: 'Fill in exactly one of the search fields.',
    OTHER_STATION: 'You may not do this at that station.',
    OVERRIDE_NOT_FOUND:
      'Nobody requested this override, or it is declined or used already. Look at the list of overrides.',
    OVERRIDE_ALREADY_OPEN:
      'An override of this rule is requested or granted already and not used yet. Use it, or wait for the decision.',
    PAGE_TOKEN_NOT_VALID: "The list can't be continued from here. Start it again.",
    PHONE_NOT_A_NUMBER:
      'This is not a phone number. Enter it with its area code, or with + and its country code; an extension after "ext".',
    PLATE_NOT_READABLE: 'A plate has letters or digits, on one line. Leave it empty if the vehicle bears none.',
    PRICE_NOT_PUBLISHED:
      'No price is published for: {{subject, work_kind}}. Choose other work or parts, or ask the network to publish the price.',
    QUESTION_ALREADY_ANSWERED: 'This question has already been answered. Reload to read the answer.',
    QUESTION_NOT_FOUND: 'There is no such question. Reload and choose it again.',
    REPAIR_NOT_EXPLAINED:
      'The inspector has not explained the repair to the service advisor. Have it explained, then record it.',
    REPAIR_ORDER_NOT_FOUND: 'This visit has no repair order at this station. Open the visit first.',
    ROLE_MISSING: 'You do not have the role that this needs.',
    RULE_IS_NOT_A_GATE:
      'Rule {{rule}} is not a gate for this visit and cannot be overridden. Do what the rule asks for.',
    RULE_NOT_ENFORCED_HERE:
      'No step here asks for rule {{rule}}. Request the override in the service that refused the step.',
    SERVICE_UNAVAILABLE: 'A service that this needs cannot be reached at the moment. Try again shortly.',
    SIGNER_IS_A_CONTACT: 'This person is a contact of the customer. Choose the contact instead of entering the name.',
    SIGNER_NAMED_TWICE:
      "Choose a contact or enter a name, not both: a contact's name comes from the customer's record.",
    SIGNER_NOT_ACCEPTED:
      'The signer is not a contact of the customer. Have a contact sign who may approve, or record why you accept this person.',
    SIGNER_NOT_IDENTIFIED: 'It is not recorded how the signer was identified. Choose how.',
    SIGNER_NOT_NAMED: 'Choose the contact who signs, or enter the name of the person.',
    STATION_NOT_KNOWN_YET: "The station's data has not been synchronised yet. Try again shortly.",
    STATION_ACCEPTS_NO_VISITS: 'The station accepts no new visits at present. Offer the customer another station.',
    TECHNICIAN_UNKNOWN: 'This station has no such technician. Choose an active technician of this station.',
    TEXTS_TOO_LONG:
      'These texts have {{letters}} characters in total; the document has room for {{most}}. Shorten them by at least {{over}} characters.',
    TOKEN_MISSING: 'You are not signed in.',
    TOKEN_NOT_VALID: 'Your sign-in is no longer valid.',
    VISIT_NOT_FOUND: 'This station has no such visit. Search for it again.',
    WEAR_NOT_EXPLAINED: 'The remaining life of the wear parts has not been explained. Explain it and record it.',
    WRONG_STATE:
      'You cannot {{step}} while {{subject}} is {{state}}, only when {{allowed}}. Reload to see what can be done now.',
    WRONG_STATE_DONE: 'Nothing to do: {{subject}} is already {{state}}.',
    WRONG_STATE_NEXT: 'You cannot {{step}} while {{subject}} is {{state}}, only when {{allowed}}. Next step: {{next}}.',

    override: 'the override',
    'override.state.unrequested': 'not requested',
    'override.state.requested': 'requested',
    'override.state.granted': 'granted',
    'override.state.declined': 'declined',
    'override.state.used': 'used',
    'override.step.grant': 'grant the override',
    'override.step.decline': 'decline the override',
    'override.step.use': 'use the override',
  },
  zh: {
    ACCEPTANCE_WITHOUT_REMARKS: '请填写由谁、何时确认，或接受此签字人的其他理由。',
    ADVISOR_UNKNOWN: '本站没有该服务顾问。请选择本站在岗的服务顾问。',
    CALLER_DISCONNECTED: '调用方未等待应答。',
    CEILING_ABOVE_CONTACT_LIMIT:
      '应付金额加上变更预留金额，超出该联系人的批准额度。请降低预留金额后重新报价，或由额度足够的联系人签字，或记录客户已电话确认或书面授权。',
    CHANGED_MEANWHILE: '数据已被他人修改，请刷新后重试。',
    CHARACTERS_NOT_PRINTABLE: '单据无法打印以下字符：{{characters}}。请改用其他字符填写相应内容，然后重试。',
    CONCERN_NOT_FOUND: '没有这项诉求，请刷新后重新选择。',
    CONTACT_LIMIT_IN_OTHER_CURRENCY:
      '该联系人的批准额度与任务委托书币种不同，无法比较。请由无额度限制的联系人签字，或记录客户已电话确认或书面授权。',
    CONTACT_LIMIT_TOO_LOW:
      '任务委托书金额超出该联系人的批准额度。请由额度足够的联系人签字，或在客户档案中提高额度后重新读取联系人，或记录客户已电话确认或书面授权。',
    CONTACT_MAY_NOT_APPROVE:
      '该联系人无权代表客户批准维修。请由有权批准的联系人签字，或更改客户档案后重新读取联系人，或记录客户已电话确认或书面授权。',
    CONTACT_NOT_FOUND: '该客户没有这位联系人。请另选联系人；如客户档案已更改，请重新读取联系人。',
    CURRENCY_OF_STATION_DIFFERS: '本站以 {{own}} 记账，不使用 {{currency}}。请按 {{own}} 填写金额。',
    CURRENCY_UNKNOWN: '没有该货币。请填写 ISO 4217 三位代码，例如 CNY 或 EUR。',
    DATABASE_UNAVAILABLE: '服务暂时无法连接数据库，请稍后重试。',
    DOCUMENTS_BUSY: '当前正在生成的单据过多，请几秒后重试。',
    DOCUMENT_NOT_FOUND: '本站没有该单据。请从该次到店中打开。',
    DOCUMENT_TIMED_OUT: '单据未能按时生成。请一分钟后重试；如仍失败，请精简单据中的文字。',
    DOCUMENT_TOO_LARGE: '生成该单据所需内存超出上限，请精简文字或减少条目后重试。',
    DOCUMENT_TOO_LONG:
      '该单据将有{{pages}}页、{{letters}}字，上限为{{pagesMost}}页、{{lettersMost}}字。请精简“{{longest}}”中的文字或减少其条目后重试。',
    FORM_OF_OTHER_KIND: '该表单用于其他用途：{{kind, form_kind}}。请选择适合本步骤的表单。',
    FORM_UNKNOWN: '该版本的表单尚未发布。请选择已发布的表单。',
    INVALID_REQUEST: '请求无效。',
    INVALID_REQUEST_MORE: '请求无效。除列出的字段外，还有其他字段有误。',
    KEY_USED_FOR_ANOTHER_REQUEST: '该幂等键已用于另一个请求。',
    LIST_FULL: '此类记录最多 {{max}} 条，已达上限，不能再添加。',
    EXACTLY_ONE_REQUIRED: '请填写一个查询条件，且只填写一个。',
    OTHER_STATION: '您无权在该服务站执行此操作。',
    OVERRIDE_NOT_FOUND: '没有待处理的此项放行申请：无人申请，或已拒绝、已使用。请查看放行列表。',
    OVERRIDE_ALREADY_OPEN: '该规则的放行已申请或已批准，尚未使用。请使用该放行，或等待审批结果。',
    PAGE_TOKEN_NOT_VALID: '无法从此处继续列表，请重新查询。',
    PHONE_NOT_A_NUMBER: '电话号码无法识别。请填写带区号的号码，或以 + 和国家代码开头；分机号请写在“转”之后。',
    PLATE_NOT_READABLE: '车牌号须包含字母或数字，且不能换行。车辆没有号牌时请留空。',
    PRICE_NOT_PUBLISHED: '没有公布价格：{{subject, work_kind}}。请改选其他项目，或请厂家公布价格。',
    QUESTION_ALREADY_ANSWERED: '该问题已经答复，请刷新查看。',
    QUESTION_NOT_FOUND: '没有这个求助问题，请刷新后重新选择。',
    REPAIR_NOT_EXPLAINED: '质检员尚未向服务顾问说明维修情况。请说明并登记。',
    REPAIR_ORDER_NOT_FOUND: '本站没有该次到店的任务委托书。请先开单接待。',
    ROLE_MISSING: '您没有执行此操作所需的角色。',
    RULE_IS_NOT_A_GATE: '规则{{rule}}对本次到店不是可放行的关卡，不能放行。请按规则要求完成。',
    RULE_NOT_ENFORCED_HERE: '此处没有步骤要求规则{{rule}}。请在拒绝该步骤的服务中申请放行。',
    SERVICE_UNAVAILABLE: '所需服务暂时无法访问，请稍后重试。',
    SIGNER_IS_A_CONTACT: '此人是该客户的联系人，请直接选择联系人，不要另填姓名。',
    SIGNER_NAMED_TWICE: '联系人与姓名只能填一项：联系人的姓名取自客户档案。',
    SIGNER_NOT_ACCEPTED: '签字人不是该客户的联系人。请由有权批准的联系人签字，或说明接受此人签字的理由。',
    SIGNER_NOT_IDENTIFIED: '未记录如何核实签字人身份，请选择核实方式。',
    SIGNER_NOT_NAMED: '请选择签字的联系人，或填写签字人姓名。',
    STATION_NOT_KNOWN_YET: '本站资料尚未同步，请稍后重试。',
    STATION_ACCEPTS_NO_VISITS: '本站目前不接受新的到店。请为客户推荐其他服务站。',
    TECHNICIAN_UNKNOWN: '本站没有该技师。请选择本站在岗的技师。',
    TEXTS_TOO_LONG: '文字共{{letters}}字，单据最多容纳{{most}}字，请至少删减{{over}}字。',
    TOKEN_MISSING: '您尚未登录。',
    TOKEN_NOT_VALID: '登录已失效。',
    VISIT_NOT_FOUND: '本站没有该次到店，请重新查找。',
    WEAR_NOT_EXPLAINED: '尚未说明易损件的剩余使用寿命。请说明并登记。',
    WRONG_STATE: '{{subject}}当前状态为“{{state}}”，不能{{step}}；须为{{allowed}}。请刷新后查看可执行的操作。',
    WRONG_STATE_DONE: '无需操作：{{subject}}状态已为“{{state}}”。',
    WRONG_STATE_NEXT: '{{subject}}当前状态为“{{state}}”，不能{{step}}；须为{{allowed}}。下一步：{{next}}。',

    override: '放行申请',
    'override.state.unrequested': '未申请',
    'override.state.requested': '待批准',
    'override.state.granted': '已批准',
    'override.state.declined': '已拒绝',
    'override.state.used': '已使用',
    'override.step.grant': '批准放行',
    'override.step.decline': '拒绝放行',
    'override.step.use': '使用放行',
  },
};

/** Texts of a service together with the common ones. */
export function withCommonTexts({ en, zh }: Texts): Texts {
  return { en: { ...commonTexts.en, ...en }, zh: { ...commonTexts.zh, ...zh } };
}
