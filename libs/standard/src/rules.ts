import type { RuleId, RuleMode } from '@waystation/model';

/** A stage of the core process: its name in data, what its rules' ids begin with, and what people call it. */
export interface Stage {
  name: StageName;
  prefix: StagePrefix;
  words: Words;
}

export type StageName = 'appointment' | 'reception' | 'repair' | 'inspection' | 'delivery' | 'follow_up';
type StagePrefix = 'APT' | 'REC' | 'REP' | 'INS' | 'DEL' | 'FUP';

export interface Words {
  en: string;
  zh: string;
}

/** Id of a rule that says what a station must do. */
export type DoRuleId = Extract<RuleId, `${string}-D${string}`>;
/** Id of a rule that says what a station must avoid. */
export type AvoidRuleId = Extract<RuleId, `${string}-X${string}`>;

interface AnyRule {
  stage: StageName;
  /** Stands among the dos and among the don'ts: counts double. */
  critical: boolean;
  words: Words;
}

export interface DoRule extends AnyRule {
  id: DoRuleId;
  kind: 'do';
  /** How it is held unless a published version of the standard says otherwise. */
  mode: RuleMode;
}

export interface AvoidRule extends AnyRule {
  id: AvoidRuleId;
  kind: 'avoid';
  /** The rule among the dos that asks for the opposite. */
  counterpart?: DoRuleId;
}

export type Rule = DoRule | AvoidRule;

/** In the order in which a truck passes through them. */
export const stages: readonly Stage[] = [
  { name: 'appointment', prefix: 'APT', words: { en: 'appointment', zh: '预约' } },
  { name: 'reception', prefix: 'REC', words: { en: 'reception', zh: '接待' } },
  { name: 'repair', prefix: 'REP', words: { en: 'repair', zh: '维修' } },
  { name: 'inspection', prefix: 'INS', words: { en: 'inspection', zh: '检验' } },
  { name: 'delivery', prefix: 'DEL', words: { en: 'settlement and delivery', zh: '结算/交付' } },
  { name: 'follow_up', prefix: 'FUP', words: { en: 'follow-up', zh: '跟踪回访' } },
];

type Do = [id: DoRuleId, mode: RuleMode, en: string, zh: string];
type Avoid = [id: AvoidRuleId, counterpart: DoRuleId | undefined, en: string, zh: string];

const dos: readonly Do[] = [
  ['APT-D01', 'measure', 'the line is always answered', '电话随时有人接听'],
  [
    'APT-D02',
    'block',
    "all needed facts and the customer's own description of the fault are recorded",
    '记录所有需要的信息和客户对故障的描述',
  ],
  [
    'APT-D03',
    'block',
    'the fault is diagnosed, with help from an advisor or expert where needed',
    '进行诊断，必要时向服务顾问和技术专家求助',
  ],
  [
    'APT-D04',
    'block',
    'the customer is told the diagnosis, the remedy, the cost and the duration',
    '告知客户诊断结果和解决方法以及所需费用和时间',
  ],
  [
    'APT-D05',
    'block',
    "the time fits the customer's wish and the workshop's capacity",
    '根据客户要求和车间能力约定时间',
  ],
  ['APT-D06', 'block', 'the customer knows who will receive him', '告知客户谁将接待他'],
  [
    'APT-D07',
    'auto',
    'the advisor and the parts store learn of the appointment at once',
    '及时告知服务顾问和备件部门预约情况',
  ],
  ['APT-D08', 'auto', 'parts for appointments lie on a shelf of their own', '备件部门设立专用货架存放预约的备件'],
  [
    'APT-D09',
    'record',
    'the advisor supervises the preparation: order, parts, expert, technician and bay, tools, documents',
    '服务顾问负责监督预约的准备工作（委托书、备件、专家、技工和工位、设备/工具、资料）',
  ],
  [
    'APT-D10',
    'block',
    "if the station can't keep the appointment, the customer learns in time and gets another time",
    '不能履行预约时，及时通知客户并另约时间',
  ],
  [
    'APT-D11',
    'auto',
    "one day and one hour before, the preparation and the customer's coming are confirmed",
    '提前一天和一小时确认各项准备工作和客户履约情况',
  ],
  ['APT-D12', 'measure', 'the advisor is there when the booked customer comes', '预约客户前来时，服务顾问在场'],

  ['REC-D01', 'record', 'the preparation of the appointment is in order', '确保预约准备工作符合要求'],
  ['REC-D02', 'measure', 'the advisor waits for the booked customer, on time', '准时等候预约的客户的到来'],
  [
    'REC-D03',
    'record',
    'the customer is welcomed politely and the advisor introduces himself',
    '用礼貌的语言欢迎客户并自我介绍',
  ],
  [
    'REC-D04',
    'record',
    "the advisor listens carefully to the customer's description of the fault",
    '仔细倾听客户关于车辆故障的描述',
  ],
  ['REC-D05', 'gate', 'the truck is inspected with a check sheet', '使用检查单检查客户的车辆'],
  [
    'REC-D06',
    'block',
    'the fault is diagnosed and unnoticed faults are pointed out, with pre-inspection bay or expert where needed',
    '进行故障判断，并指出客户未发现的故障，必要时使用预检工位和向技术专家求助',
  ],
  [
    'REC-D07',
    'gate',
    "the truck's appearance, equipment, belongings and fuel level are recorded",
    '记录车辆外观和车上设备、物品、油量等情况',
  ],
  [
    'REC-D08',
    'block',
    "the customer's wishes are sorted and repair items are set by the cause of the fault",
    '整理客户要求并根据故障原因制定维修项目',
  ],
  ['REC-D09', 'block', 'the repair order is filled in carefully and completely', '仔细、认真、完整地填写任务委托书'],
  [
    'REC-D10',
    'record',
    'the repair order and the work it needs are explained to the customer',
    '向客户解释维修任务委托书的内容和所需的工作',
  ],
  ['REC-D11', 'block', 'the customer gets a quote and a promised delivery time', '向客户提供维修的报价和约定交车时间'],
  [
    'REC-D12',
    'block',
    'the customer signs the repair order, the advisor signs it, and the customer gets a copy',
    '请客户在委托书上签字确认，服务顾问签字后给客户一个副本',
  ],
  ['REC-D13', 'record', "protective covers go on before the customer's eyes", '当着客户的面使用保护装置'],
  ['REC-D14', 'record', 'keys and papers are kept safe', '妥善保管车辆钥匙、相关资料'],
  ['REC-D15', 'record', 'the customer is seen off or shown the lounge', '安排客户离开或休息等候'],

  ['REP-D01', 'block', "work keeps strictly to the repair order's items", '严格按照维修任务委托书的修理项目进行修理'],
  ['REP-D02', 'block', 'the customer consents to any change of the repair order', '任何对委托书的修改需经过客户的同意'],
  [
    'REP-D03',
    'record',
    "what doesn't match the order and what the customer had not noticed is reported to the advisor at once",
    '发现委托书维修项目与实际不符或发现客户没发现的问题，及时向服务顾问汇报',
  ],
  [
    'REP-D04',
    'block',
    'the advisor estimates price and time anew, asks the customer, then changes the order and tells the workshop',
    '服务顾问对反馈的问题重新估算价格和时间，及时通知客户并征求客户的意见，得到确认后，更改委托书并通知车间技工',
  ],
  ['REP-D05', 'record', 'technicians work by the repair manual', '车间技工在工作过程中按照维修手册的要求操作'],
  ['REP-D06', 'record', 'special tools and testers are used as required', '按照要求使用专用工具和检测仪器'],
  ['REP-D07', 'record', 'diagnosis and work make use of the repair documents', '使用维修资料进行诊断和工作'],
  [
    'REP-D08',
    'auto',
    'the advisor follows the progress and tells the customer of changes in time',
    '服务顾问监控维修进程，将变化及时通知客户',
  ],
  ['REP-D09', 'block', 'parts are drawn by repair item', '根据维修项目领取备件'],
  ['REP-D10', 'record', 'small faults are mended unasked', '主动为客户处理一些小的故障'],
  [
    'REP-D11',
    'measure',
    'what was agreed with the customer on the repair order is kept',
    '遵守委托书上和客户约定的内容',
  ],
  [
    'REP-D12',
    'record',
    "the customer's property is cared for and stays protected during the work",
    '爱护客户的财产，工作中使用保护装置',
  ],
  // Two modes: block where a labour operation makes the confirmation mandatory, else record. A step requires none but
  // the mandatory ones before the start, so its mode is block; the others are recorded and never required.
  ['REP-D13', 'block', 'the rules of safety at work are kept', '遵守安全生产的有关规定'],
  ['REP-D14', 'record', 'hard technical problems go to the expert', '遇到技术难题向技术专家求助'],
  [
    'REP-D15',
    'block',
    'when all work is done, the technicians inspect it strictly themselves',
    '确认所有工作完成后，进行严格自检',
  ],
  ['REP-D16', 'block', 'the repair report is written and signed', '完成委托书的维修报告等内容并签字'],

  ['INS-D01', 'block', 'all work on the repair order is done', '审核维修委托书，确保所有要求的工作全部完成'],
  ['INS-D02', 'block', 'the truck is inspected by the inspection specification', '按照检验规范进行检验'],
  [
    'INS-D03',
    'gate',
    'where needed, the truck is road-tested together with the lead technician',
    '必要时和主修技工一同进行路试',
  ],
  [
    'INS-D04',
    'block',
    'a truck that fails is handled by the procedure, and the advisor is told in time',
    '检验不合格的车辆按照程序进行处理，并及时通知服务顾问',
  ],
  [
    'INS-D05',
    'block',
    'problems found are assessed and told to the advisor, who talks to the customer',
    '检验过程中发现的问题，进行评估，告知服务顾问，由服务顾问与客户协商',
  ],
  ['INS-D06', 'record', 'every problem found is written on the repair order', '发现的任何问题都要记录在委托书上'],
  ['INS-D07', 'auto', 'a quality guarantee certificate is used', '使用质量保证卡'],
  ['INS-D08', 'gate', 'the truck is cleaned thoroughly', '确保车辆得到彻底清洁'],
  ['INS-D09', 'auto', 'the advisor is told at once for the internal handover', '及时通知服务顾问进行内部交车'],
  [
    'INS-D10',
    'record',
    'the repair and its quality are explained to the advisor',
    '向服务顾问说明车辆维修情况和质量状况',
  ],
  ['INS-D11', 'record', 'the advisor is told the remaining life of wear parts', '告知服务顾问有些零件的剩余使用寿命'],
  [
    'INS-D12',
    'block',
    'work that is needed but was not done is on the repair order',
    '任何需维修但未执行的工作都应记录在委托书上',
  ],
  ['INS-D13', 'record', 'the truck stands in the completed-vehicle space', '将车停放在竣工车停车位'],

  ['DEL-D01', 'block', 'all work and parts are on the statement', '确保所有进行的工作和备件都列在结算单上'],
  ['DEL-D02', 'block', 'the statement equals the quote given to the customer', '确保结算和向客户的报价一致'],
  [
    'DEL-D03',
    'block',
    'the statement uses the published labour hours and part prices',
    '使用公布的工时和备件价格进行结算',
  ],
  ['DEL-D04', 'block', 'all papers that the customer needs are ready', '确保所有客户需要的资料都已准备好'],
  ['DEL-D05', 'gate', 'the advisor who received the truck delivers it', '由原接待的服务顾问进行交付'],
  [
    'DEL-D06',
    'record',
    'the work done and the invoice are explained to the customer',
    '向客户解释完成的工作和发票的内容',
  ],
  ['DEL-D07', 'record', 'the customer is accompanied or guided to pay', '陪同或引导客户交款'],
  [
    'DEL-D08',
    'record',
    'replaced parts are shown to the customer, who says what becomes of them',
    '向客户出示旧件并询问处理意见',
  ],
  [
    'DEL-D09',
    'auto',
    'the customer is reminded of the time and odometer reading of the next service',
    '提示下次保养的时间里程',
  ],
  [
    'DEL-D10',
    'record',
    'further work is pointed out and the customer is asked about it',
    '指出额外需要进行的工作，并咨询客户意见',
  ],
  [
    'DEL-D11',
    'block',
    'work needed at once that the customer refuses is noted on the repair order and signed by him',
    '须立即进行的工作，客户如不修理，应在委托书上注明并请客户签字',
  ],
  [
    'DEL-D12',
    'record',
    'the customer is told the remaining life of wear parts, such as tyres and brake linings',
    '告知客户有些零件的剩余使用寿命（轮胎、刹车片）',
  ],
  ['DEL-D13', 'block', 'the customer gets one copy of every paper', '将所有单据交客户一份副本'],
  [
    'DEL-D14',
    'gate',
    'the covers come off, the gate pass is issued and the customer is seen off',
    '取下保护用品，开出门证，送别客户',
  ],

  ['FUP-D01', 'auto', 'every customer is followed up, within seven days of delivery', '争取对所有的客户进行跟踪回访'],
  ['FUP-D02', 'record', "the customer's words are recorded fully and fairly", '全面、客观地记录客户的谈话'],
  ['FUP-D03', 'record', 'phone and conversation skills are used', '利用掌握的接听电话的技巧和沟通技巧'],
  ['FUP-D04', 'auto', 'results are analysed at set times', '定期对回访的结果进行统计分析'],
  [
    'FUP-D05',
    'record',
    'problems and the causes of mistakes are drawn from the statistics',
    '从统计分析结果中查找问题和失误的原因',
  ],
  [
    'FUP-D06',
    'record',
    'the after-sales manager sets corrective and preventive actions',
    '售后业务经理制定预防和纠正措施',
  ],
  [
    'FUP-D07',
    'block',
    'complaints are classified, handed to someone who decides what to do, and chased',
    '回访中发现的客户抱怨，进行分类，交由有关人员制定处理措施并督促执行',
  ],
  ['FUP-D08', 'auto', 'an analysis report of the follow-ups goes up', '根据回访结果完成回访分析报告向上级汇报'],
  ['FUP-D09', 'auto', 'the relation to the customer is kept by many means', '运用多种手段开展客户关系管理'],
];

const avoids: readonly Avoid[] = [
  [
    'APT-X01',
    'APT-D01',
    'the phone rings more than three times unanswered, or the line is busy for long',
    '电话铃响三声之后无人接听或长期占线',
  ],
  ['APT-X02', 'APT-D02', 'the facts or the description of the fault are incomplete', '信息或故障描述记录不全'],
  ['APT-X03', 'APT-D03', 'the fault is not diagnosed', '不对故障进行诊断'],
  ['APT-X04', 'APT-D05', "appointments go beyond the workshop's capacity", '不按车间维修能力安排预约'],
  ['APT-X05', 'APT-D06', "the customer doesn't know who will receive him", '客户不知道谁会接待他'],
  [
    'APT-X06',
    'APT-D07',
    'the departments and persons concerned are not told at once',
    '预约情况不及时通知有关部门和人员',
  ],
  ['APT-X07', 'APT-D08', 'no parts are reserved for the booked customer', '备件部门没有为预约客户预留备件'],
  ['APT-X08', 'APT-D09', 'the preparation is incomplete', '准备工作不充分'],
  [
    'APT-X09',
    'APT-D10',
    "the customer learns only on arrival that the station can't keep the appointment",
    '客户已经前来才通知不能履约',
  ],
  [
    'APT-X10',
    'APT-D11',
    "the preparation and the customer's coming are not confirmed beforehand",
    '没提前确认准备工作和客户履约情况',
  ],
  ['APT-X11', 'APT-D12', 'the named advisor is absent when the customer comes', '客户前来时，负责接待的服务顾问不在场'],

  ['REC-X01', 'REC-D01', 'the preparation of the appointment is incomplete', '预约准备不充分'],
  ['REC-X02', 'REC-D02', 'the advisor is absent when the booked customer comes', '预约客户到来时不在场'],
  ['REC-X03', 'REC-D04', "the customer's account is not heard carefully", '没有仔细倾听客户的陈述'],
  ['REC-X04', 'REC-D05', 'the truck is not inspected systematically', '没有系统地检查客户车辆'],
  [
    'REC-X05',
    'REC-D06',
    'the fault is merely noted and its diagnosis left to the workshop',
    '没有进行故障诊断，简单记录故障，把诊断任务交给车间',
  ],
  ['REC-X06', 'REC-D09', 'the repair order is incomplete or illegible', '任务委托书填写不全、字迹潦草'],
  ['REC-X07', 'REC-D10', 'the repair order is not explained to the customer', '不向客户解释委托书内容'],
  ['REC-X08', 'REC-D11', 'there is no quote, or it turns out wrong', '不提供报价或报价不准'],
  ['REC-X09', 'REC-D11', 'no delivery time is promised', '不约定交车时间'],
  ['REC-X10', 'REC-D12', "the customer doesn't sign the repair order", '客户不在委托书上签字'],
  ['REC-X11', 'REC-D13', 'no protective covers are used', '不使用保护装置'],

  ['REP-X01', 'REP-D01', 'technicians do work that is not on the repair order', '车间技工不按委托书内容进行工作'],
  ['REP-X02', 'REP-D02', 'the repair order is altered without authority', '擅自修改委托书内容'],
  ['REP-X03', 'REP-D03', 'problems found are not reported', '发现问题不报告'],
  ['REP-X04', 'REP-D05', 'the repair manual is not followed', '不按照维修手册的要求进行操作'],
  ['REP-X05', 'REP-D06', 'special tools and testers are not used', '不使用专用工具和检测仪器'],
  ['REP-X06', 'REP-D07', 'diagnosis and work make no use of the repair documents', '诊断和工作时不使用维修资料'],
  ['REP-X07', 'REP-D08', "the advisor doesn't know the progress", '服务顾问不了解生产进程'],
  ['REP-X08', 'REP-D12', "the customer's property is not cared for or not protected", '不爱护客户财产，不使用保护装置'],
  ['REP-X09', 'REP-D14', 'no help is asked for hard problems', '遇到困难不向有关人员求助'],
  ['REP-X10', 'REP-D15', "technicians don't inspect their finished work themselves", '车间技工完工后不进行自检'],
  ['REP-X11', 'REP-D16', 'the repair report is not written or not signed', '车间技工不写维修报告，不签字'],

  ['INS-X01', 'INS-D01', 'there is unfinished work on the repair order', '维修委托书上有未完成的工作'],
  ['INS-X02', 'INS-D02', 'the truck is not inspected by the rules', '不按规定进行检验'],
  ['INS-X03', 'INS-D04', 'a truck that failed inspection is not dealt with', '检验不合格车辆不进行处理'],
  [
    'INS-X04',
    'INS-D05',
    'problems found in inspection are not reported to the advisor',
    '检验中发现的问题不向服务顾问报告',
  ],
  ['INS-X05', 'INS-D08', 'the truck is not cleaned', '车辆得不到清洁'],
  ['INS-X06', 'INS-D09', 'the advisor is not told of the handover in time', '没有及时通知服务顾问交车'],
  [
    'INS-X07',
    'INS-D10',
    'the repair and its quality are not explained to the advisor',
    '不向服务顾问解释维修情况和质量状况',
  ],
  ['INS-X08', 'INS-D12', 'work that is needed but was not done is not recorded', '需维修但未修理的项目不记录'],
  ['INS-X09', 'INS-D13', 'completed trucks are parked anywhere', '竣工车辆乱停乱放'],

  ['DEL-X01', 'DEL-D01', 'the statement is incomplete', '结算时项目不完整'],
  ['DEL-X02', 'DEL-D02', 'the settled price differs from the quote', '结算价格与报价不一致'],
  ['DEL-X03', 'DEL-D03', "the statement doesn't use the published prices", '不按公开的价格进行结算'],
  ['DEL-X04', 'DEL-D05', 'another advisor than the receiving one delivers', '不由原来的服务顾问进行交付'],
  ['DEL-X05', undefined, 'the truck is not looked at together with the customer', '不和客户检查车辆'],
  ['DEL-X06', 'DEL-D10', 'further work is not pointed out', '没指出需额外进行的工作'],
  [
    'DEL-X07',
    'DEL-D11',
    'work needed at once, above all for safety, is not recorded and signed by the customer',
    '需立即进行修理的项目，特别是涉及安全的项目，不做记录并请客户签字',
  ],
  ['DEL-X08', 'DEL-D14', 'the customer is not seen off', '没有送别客户'],

  ['FUP-X01', 'FUP-D01', 'few customers are followed up', '低的回访比例'],
  ['FUP-X02', 'FUP-D02', 'only praise is recorded, and no dissatisfaction', '只记录满意的意见，不记录不满意的意见'],
  ['FUP-X03', 'FUP-D03', 'no phone or conversation skills are used', '不使用接听电话技巧和沟通技巧'],
  ['FUP-X04', 'FUP-D04', 'results are not analysed', '不对回访结果进行分析'],
  ['FUP-X05', 'FUP-D06', 'no corrective and preventive actions are set', '不制定预防和纠正措施'],
  ['FUP-X06', 'FUP-D07', 'complaints are not handled', '发现抱怨不进行处理'],
  ['FUP-X07', 'FUP-D08', 'there is no analysis report', '没有回访分析报告'],
  ['FUP-X08', 'FUP-D09', 'the means of keeping the relation are few', '客户关系管理手段单一'],
];

const byPrefix = new Map<string, StageName>(stages.map(({ prefix, name }) => [prefix, name]));
const avoidedToo = new Set(avoids.map(([, counterpart]) => counterpart));

function stageOf(id: RuleId): StageName {
  const stage = byPrefix.get(id.slice(0, 3));
  if (!stage) throw new Error(`Rule ${id} belongs to no stage`);
  return stage;
}

/** The 137 rules, stage by stage; in each stage first what to do, then what to avoid. */
export const rules: readonly Rule[] = stages.flatMap(({ name }): Rule[] => [
  ...dos
    .filter(([id]) => stageOf(id) === name)
    .map(([id, mode, en, zh]): DoRule => ({
      id,
      stage: name,
      kind: 'do',
      mode,
      critical: avoidedToo.has(id),
      words: { en, zh },
    })),
  ...avoids
    .filter(([id]) => stageOf(id) === name)
    .map(([id, counterpart, en, zh]): AvoidRule => ({
      id,
      stage: name,
      kind: 'avoid',
      critical: counterpart !== undefined,
      ...(counterpart && { counterpart }),
      words: { en, zh },
    })),
]);

const byId = new Map<string, Rule>(rules.map((rule) => [rule.id, rule]));

/** @throws for an id that is no rule's */
export function ruleOf(id: string): Rule {
  const rule = byId.get(id);
  if (!rule) throw new Error(`The standard has no rule ${id}`);
  return rule;
}

/**
 * How the rule is held where no published version of the standard says otherwise. What a station must avoid is no
 * business of a step: a figure shows it.
 *
 * @throws for an id that is no rule's
 */
export function defaultMode(id: string): RuleMode {
  const rule = ruleOf(id);
  return rule.kind === 'do' ? rule.mode : 'measure';
}
