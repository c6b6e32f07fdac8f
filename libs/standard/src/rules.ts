import type { RuleId, RuleMode } from '@waystation/model';

/** Stage of the core process: name in data, prefix of its rules' ids, and name for readers. */
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

/** Id of a rule about something a station must do. */
export type DoRuleId = Extract<RuleId, `${string}-D${string}`>;
/** Id of a rule about something a station must avoid. */
export type AvoidRuleId = Extract<RuleId, `${string}-X${string}`>;

interface AnyRule {
  stage: StageName;
  /** Both a do and a don't; counts double. */
  critical: boolean;
  /** A do as an instruction, a don't as the conduct to avoid. */
  words: Words;
}

export interface DoRule extends AnyRule {
  id: DoRuleId;
  kind: 'do';
  /** Mode, unless a published version of the standard says otherwise. */
  mode: RuleMode;
}

export interface AvoidRule extends AnyRule {
  id: AvoidRuleId;
  kind: 'avoid';
  /** The do that requires the opposite. */
  counterpart?: DoRuleId;
}

export type Rule = DoRule | AvoidRule;

/** Stages in the order of the process. */
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
  ['APT-D01', 'measure', 'Answer the appointment line at all times', '预约电话随时有人接听'],
  [
    'APT-D02',
    'block',
    "Record all required details and the customer's own description of the fault",
    '完整记录所需信息和客户对故障的描述',
  ],
  [
    'APT-D03',
    'block',
    'Diagnose the fault, with help from a service advisor or technical expert where needed',
    '诊断故障，必要时请服务顾问或技术专家协助',
  ],
  [
    'APT-D04',
    'block',
    'Tell the customer the diagnosis, the remedy, the cost and the time needed',
    '告知客户诊断结果、解决方法、费用和所需时间',
  ],
  [
    'APT-D05',
    'block',
    "Agree a time that suits the customer and the workshop's capacity",
    '按客户要求和车间能力约定时间',
  ],
  ['APT-D06', 'block', 'Tell the customer who will receive them', '告知客户由谁接待'],
  [
    'APT-D07',
    'auto',
    'Inform the service advisor and the parts department of the appointment at once',
    '预约情况及时告知服务顾问和备件部门',
  ],
  ['APT-D08', 'auto', 'Keep parts for appointments on a dedicated shelf', '设专用货架存放预约备件'],
  [
    'APT-D09',
    'record',
    'Have the service advisor supervise the preparation: repair order, parts, expert, technician and bay, equipment and tools, documents',
    '由服务顾问监督预约准备：委托书、备件、专家、技师和工位、设备和工具、资料',
  ],
  [
    'APT-D10',
    'block',
    'If the station cannot keep an appointment, tell the customer in good time and agree another',
    '不能履约时，及时通知客户并另约时间',
  ],
  [
    'APT-D11',
    'auto',
    'One day and one hour before, confirm that everything is ready and that the customer is coming',
    '提前一天和一小时，确认各项准备和客户能否到店',
  ],
  [
    'APT-D12',
    'measure',
    'Have the service advisor present when the booked customer arrives',
    '预约客户到店时，服务顾问在场',
  ],

  ['REC-D01', 'record', 'Make sure the preparation for the appointment is complete', '确认预约准备到位'],
  ['REC-D02', 'measure', 'Be ready on time for the booked customer', '准时迎候预约客户'],
  ['REC-D03', 'record', 'Welcome the customer politely and introduce yourself', '礼貌迎接客户并自我介绍'],
  ['REC-D04', 'record', "Listen carefully to the customer's description of the fault", '仔细倾听客户对故障的描述'],
  ['REC-D05', 'gate', 'Inspect the vehicle with the check sheet', '使用检查单检查车辆'],
  [
    'REC-D06',
    'block',
    'Diagnose the fault and point out faults the customer has not noticed; use the pre-inspection bay or ask the technical expert where needed',
    '判断故障并指出客户未发现的故障，必要时使用预检工位或请技术专家协助',
  ],
  [
    'REC-D07',
    'gate',
    "Record the vehicle's appearance, equipment, belongings and fuel level",
    '记录车辆外观、随车设备、物品和油量',
  ],
  [
    'REC-D08',
    'block',
    "Sort the customer's requests and set repair items by the cause of the fault",
    '整理客户要求，按故障原因确定维修项目',
  ],
  ['REC-D09', 'block', 'Fill in the repair order carefully and completely', '认真、完整地填写任务委托书'],
  [
    'REC-D10',
    'record',
    'Explain the repair order and the work required to the customer',
    '向客户说明委托书内容和所需的工作',
  ],
  ['REC-D11', 'block', 'Give the customer a quote and a promised delivery time', '向客户报价并约定交车时间'],
  [
    'REC-D12',
    'block',
    'Have the customer sign the repair order, countersign it and give the customer a copy',
    '请客户在委托书上签字，服务顾问签字后交客户一份副本',
  ],
  ['REC-D13', 'record', "Fit the protective covers in the customer's presence", '当着客户的面装上防护套'],
  ['REC-D14', 'record', 'Keep the keys and papers safe', '妥善保管钥匙和证件'],
  ['REC-D15', 'record', 'See the customer off, or show them to the lounge', '送客户离店，或安排休息等候'],

  ['REP-D01', 'block', 'Carry out only the work on the repair order', '严格按委托书的维修项目作业'],
  ['REP-D02', 'block', "Change the repair order only with the customer's approval", '委托书的任何变更须经客户同意'],
  [
    'REP-D03',
    'record',
    'Report work that does not match the repair order, and faults the customer has not noticed, to the service advisor at once',
    '发现项目与实际不符或客户未发现的问题，及时向服务顾问报告',
  ],
  [
    'REP-D04',
    'block',
    'Re-estimate price and time, inform the customer, and change the repair order and notify the workshop only after their approval',
    '重新估算价格和时间，及时征求客户意见，客户同意后更改委托书并通知车间',
  ],
  ['REP-D05', 'record', 'Follow the repair manual', '按维修手册操作'],
  ['REP-D06', 'record', 'Use the special tools and testers as required', '按要求使用专用工具和检测仪器'],
  ['REP-D07', 'record', 'Use the technical documentation for diagnosis and work', '诊断和作业时使用维修资料'],
  [
    'REP-D08',
    'auto',
    'Follow the progress of the work and tell the customer about changes in good time',
    '跟踪维修进度，有变化及时通知客户',
  ],
  ['REP-D09', 'block', 'Draw parts by repair item', '按维修项目领料'],
  ['REP-D10', 'record', 'Fix small faults without being asked', '主动为客户处理小故障'],
  ['REP-D11', 'measure', 'Keep to what was agreed with the customer on the repair order', '遵守委托书上与客户的约定'],
  [
    'REP-D12',
    'record',
    "Take care of the customer's property and keep it protected during the work",
    '爱护客户财产，作业中使用防护用品',
  ],
  // Two modes: block where a labour operation makes the confirmation mandatory, otherwise record. Steps require only
  // the mandatory confirmations, before the start, so the mode is block; the others are recorded and never required.
  ['REP-D13', 'block', 'Observe the rules of safety at work', '遵守安全生产规定'],
  ['REP-D14', 'record', 'Ask the technical expert for help with difficult problems', '遇到技术难题向技术专家求助'],
  ['REP-D15', 'block', 'Carry out a strict self-inspection once all work is done', '全部作业完成后严格自检'],
  ['REP-D16', 'block', 'Complete and sign the repair report', '填写维修报告并签字'],

  [
    'INS-D01',
    'block',
    'Check the repair order and make sure that all work on it is done',
    '审核委托书，确认所有项目已完成',
  ],
  ['INS-D02', 'block', 'Inspect the vehicle by the inspection specification', '按检验规范检验'],
  [
    'INS-D03',
    'gate',
    'Where needed, road-test the vehicle together with the lead technician',
    '必要时与主修技师一同路试',
  ],
  [
    'INS-D04',
    'block',
    'Handle a vehicle that fails by the nonconformity procedure and inform the service advisor in good time',
    '不合格车辆按程序处理，并及时通知服务顾问',
  ],
  [
    'INS-D05',
    'block',
    'Assess the problems found and report them to the service advisor, who agrees the next step with the customer',
    '评估检验中发现的问题并告知服务顾问，由服务顾问与客户协商',
  ],
  ['INS-D06', 'record', 'Record every problem found on the repair order', '发现的问题全部记入委托书'],
  ['INS-D07', 'auto', 'Issue a guarantee certificate', '出具质量保证卡'],
  ['INS-D08', 'gate', 'Clean the vehicle thoroughly', '彻底清洁车辆'],
  ['INS-D09', 'auto', 'Call the service advisor to the internal handover at once', '及时通知服务顾问进行内部交车'],
  ['INS-D10', 'record', 'Explain the repair and its quality to the service advisor', '向服务顾问说明维修和质量情况'],
  [
    'INS-D11',
    'record',
    'Tell the service advisor the remaining life of wear parts',
    '告知服务顾问易损件的剩余使用寿命',
  ],
  ['INS-D12', 'block', 'Record needed work that was not done on the repair order', '需要而未做的维修记入委托书'],
  ['INS-D13', 'record', 'Park the vehicle in a completed-vehicle space', '车辆停放在竣工车位'],

  ['DEL-D01', 'block', 'List all work and parts on the statement', '所有作业和备件列入结算单'],
  ['DEL-D02', 'block', 'Make the statement match the quote given to the customer', '结算与报价一致'],
  ['DEL-D03', 'block', 'Charge the published labour and part prices', '按公布的工时和备件价格结算'],
  ['DEL-D04', 'block', 'Have all documents ready that the customer needs', '备齐客户所需的资料'],
  ['DEL-D05', 'gate', 'Have the service advisor who received the vehicle deliver it', '由原接待的服务顾问交车'],
  ['DEL-D06', 'record', 'Explain the work done and the invoice to the customer', '向客户说明完成的工作和发票内容'],
  ['DEL-D07', 'record', 'Accompany or direct the customer to the cashier', '陪同或引导客户付款'],
  [
    'DEL-D08',
    'record',
    'Show the customer the replaced parts and ask what to do with them',
    '向客户出示旧件并询问处理意见',
  ],
  [
    'DEL-D09',
    'auto',
    'Remind the customer of the time and odometer reading of the next service',
    '提示下次保养的时间和里程',
  ],
  [
    'DEL-D10',
    'record',
    "Point out further work and ask for the customer's decision",
    '指出需要增加的维修，征求客户意见',
  ],
  [
    'DEL-D11',
    'block',
    'Note urgent work that the customer refuses on the repair order and have the customer sign it',
    '须立即维修而客户不修的，在委托书上注明并请客户签字',
  ],
  [
    'DEL-D12',
    'record',
    'Tell the customer the remaining life of wear parts, such as tyres and brake linings',
    '告知客户易损件（轮胎、刹车片等）的剩余使用寿命',
  ],
  ['DEL-D13', 'block', 'Give the customer a copy of every document', '所有单据交客户一份副本'],
  [
    'DEL-D14',
    'gate',
    'Remove the protective covers, issue the gate pass and see the customer off',
    '取下防护套，开出门证，送别客户',
  ],

  ['FUP-D01', 'auto', 'Follow up with every customer within seven days of delivery', '交车后七天内回访每位客户'],
  ['FUP-D02', 'record', 'Record what the customer says fully and fairly', '全面、客观地记录客户意见'],
  ['FUP-D03', 'record', 'Use telephone and conversation skills', '运用电话和沟通技巧'],
  ['FUP-D04', 'auto', 'Analyse the follow-up results at regular intervals', '定期统计分析回访结果'],
  ['FUP-D05', 'record', 'Find problems and the causes of mistakes in the statistics', '从统计中查找问题和失误原因'],
  [
    'FUP-D06',
    'record',
    'Have the after-sales manager set corrective and preventive actions',
    '由售后经理制定纠正和预防措施',
  ],
  [
    'FUP-D07',
    'block',
    'Classify complaints, assign them to someone who decides the remedy, and follow them through',
    '客户抱怨分类后交责任人处理，并督促落实',
  ],
  ['FUP-D08', 'auto', 'Submit an analysis report on the follow-ups to the region', '完成回访分析报告并上报'],
  ['FUP-D09', 'auto', 'Maintain customer relations by a variety of means', '运用多种方式维护客户关系'],
];

const avoids: readonly Avoid[] = [
  [
    'APT-X01',
    'APT-D01',
    'Letting a call ring more than three times, or leaving the line busy for long',
    '电话响三声后无人接听，或长期占线',
  ],
  ['APT-X02', 'APT-D02', 'Recording incomplete details or an incomplete fault description', '信息或故障描述记录不全'],
  ['APT-X03', 'APT-D03', 'Booking without a diagnosis of the fault', '不诊断故障'],
  ['APT-X04', 'APT-D05', "Booking beyond the workshop's capacity", '超出车间能力安排预约'],
  ['APT-X05', 'APT-D06', 'Leaving the customer unsure who will receive them', '客户不知道由谁接待'],
  ['APT-X06', 'APT-D07', 'Informing the departments and people concerned too late', '未及时通知有关部门和人员'],
  ['APT-X07', 'APT-D08', 'Reserving no parts for the booked customer', '未给预约客户预留备件'],
  ['APT-X08', 'APT-D09', 'Preparing the appointment incompletely', '准备工作不充分'],
  [
    'APT-X09',
    'APT-D10',
    'Telling the customer only on arrival that the station cannot keep the appointment',
    '客户到店后才告知不能履约',
  ],
  [
    'APT-X10',
    'APT-D11',
    'Failing to confirm in advance that everything is ready and that the customer is coming',
    '未提前确认各项准备和客户能否到店',
  ],
  [
    'APT-X11',
    'APT-D12',
    'Having the assigned service advisor absent when the customer arrives',
    '客户到店时，负责接待的服务顾问不在场',
  ],

  ['REC-X01', 'REC-D01', 'Receiving the customer with an incomplete preparation', '预约准备不充分'],
  ['REC-X02', 'REC-D02', 'Being absent when the booked customer arrives', '预约客户到店时不在场'],
  ['REC-X03', 'REC-D04', 'Failing to listen carefully to the customer', '未仔细倾听客户陈述'],
  ['REC-X04', 'REC-D05', 'Failing to inspect the vehicle systematically', '未系统检查车辆'],
  [
    'REC-X05',
    'REC-D06',
    'Noting the fault without a diagnosis and leaving the diagnosis to the workshop',
    '不做诊断，只简单记录故障，把诊断交给车间',
  ],
  ['REC-X06', 'REC-D09', 'Leaving the repair order incomplete or illegible', '委托书填写不全、字迹潦草'],
  ['REC-X07', 'REC-D10', 'Failing to explain the repair order to the customer', '未向客户说明委托书内容'],
  ['REC-X08', 'REC-D11', 'Giving no quote, or an inaccurate one', '不报价或报价不准'],
  ['REC-X09', 'REC-D11', 'Promising no delivery time', '不约定交车时间'],
  ['REC-X10', 'REC-D12', "Leaving the repair order without the customer's signature", '客户未在委托书上签字'],
  ['REC-X11', 'REC-D13', 'Using no protective covers', '不使用防护套'],

  ['REP-X01', 'REP-D01', 'Doing work that is not on the repair order', '不按委托书内容作业'],
  ['REP-X02', 'REP-D02', 'Changing the repair order without authorisation', '擅自修改委托书'],
  ['REP-X03', 'REP-D03', 'Failing to report problems found', '发现问题不报告'],
  ['REP-X04', 'REP-D05', 'Failing to follow the repair manual', '不按维修手册操作'],
  ['REP-X05', 'REP-D06', 'Working without the special tools and testers', '不使用专用工具和检测仪器'],
  ['REP-X06', 'REP-D07', 'Diagnosing and working without the technical documentation', '诊断和作业时不使用维修资料'],
  ['REP-X07', 'REP-D08', 'Losing track of the progress of the work', '服务顾问不了解维修进度'],
  [
    'REP-X08',
    'REP-D12',
    "Failing to take care of the customer's property or to protect it",
    '不爱护客户财产，不使用防护用品',
  ],
  ['REP-X09', 'REP-D14', 'Failing to ask for help with difficult problems', '遇到难题不求助'],
  ['REP-X10', 'REP-D15', 'Finishing the work without a self-inspection', '完工后不自检'],
  ['REP-X11', 'REP-D16', 'Leaving the repair report unwritten or unsigned', '不写维修报告，不签字'],

  ['INS-X01', 'INS-D01', 'Leaving work on the repair order unfinished', '委托书上有未完成的项目'],
  ['INS-X02', 'INS-D02', 'Failing to inspect the vehicle by the rules', '不按规定检验'],
  ['INS-X03', 'INS-D04', 'Taking no action on a vehicle that failed inspection', '不合格车辆不处理'],
  [
    'INS-X04',
    'INS-D05',
    'Failing to report problems found in inspection to the service advisor',
    '检验发现的问题不向服务顾问报告',
  ],
  ['INS-X05', 'INS-D08', 'Failing to clean the vehicle', '车辆未清洁'],
  ['INS-X06', 'INS-D09', 'Calling the service advisor to the handover too late', '未及时通知服务顾问交车'],
  [
    'INS-X07',
    'INS-D10',
    'Failing to explain the repair and its quality to the service advisor',
    '未向服务顾问说明维修和质量情况',
  ],
  ['INS-X08', 'INS-D12', 'Failing to record needed work that was not done', '需要而未做的维修不记录'],
  ['INS-X09', 'INS-D13', 'Parking completed vehicles anywhere', '竣工车辆乱停乱放'],

  ['DEL-X01', 'DEL-D01', 'Leaving items off the statement', '结算项目不完整'],
  ['DEL-X02', 'DEL-D02', 'Charging a price that differs from the quote', '结算价格与报价不一致'],
  ['DEL-X03', 'DEL-D03', 'Charging prices other than those published', '不按公布的价格结算'],
  ['DEL-X04', 'DEL-D05', 'Having another service advisor deliver the vehicle', '不由原接待的服务顾问交车'],
  ['DEL-X05', undefined, 'Delivering the vehicle without inspecting it together with the customer', '未与客户一同验车'],
  ['DEL-X06', 'DEL-D10', 'Failing to point out further work', '未指出需要增加的维修'],
  [
    'DEL-X07',
    'DEL-D11',
    'Leaving refused urgent work, above all for safety, unrecorded and unsigned',
    '须立即维修的项目，特别是涉及安全的，不记录、不请客户签字',
  ],
  ['DEL-X08', 'DEL-D14', 'Failing to see the customer off', '未送别客户'],

  ['FUP-X01', 'FUP-D01', 'Following up with only a few customers', '回访率低'],
  ['FUP-X02', 'FUP-D02', 'Recording praise and leaving out criticism', '只记录满意的意见，不记录不满意的意见'],
  ['FUP-X03', 'FUP-D03', 'Calling without telephone and conversation skills', '不运用电话和沟通技巧'],
  ['FUP-X04', 'FUP-D04', 'Failing to analyse the follow-up results', '不分析回访结果'],
  ['FUP-X05', 'FUP-D06', 'Setting no corrective and preventive actions', '不制定纠正和预防措施'],
  ['FUP-X06', 'FUP-D07', 'Leaving complaints unhandled', '客户抱怨不处理'],
  ['FUP-X07', 'FUP-D08', 'Writing no analysis report on the follow-ups', '没有回访分析报告'],
  ['FUP-X08', 'FUP-D09', 'Relying on only a few means of customer relations', '客户关系维护方式单一'],
];

const byPrefix = new Map<string, StageName>(stages.map(({ prefix, name }) => [prefix, name]));
const avoidedToo = new Set(avoids.map(([, counterpart]) => counterpart));

function stageOf(id: RuleId): StageName {
  const stage = byPrefix.get(id.slice(0, 3));
  if (!stage) throw new Error(`Rule ${id} belongs to no stage`);
  return stage;
}

/** The 137 rules by stage; within each stage the dos come before the don'ts. */
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

/** @throws Error for an unknown id */
export function ruleOf(id: string): Rule {
  const rule = byId.get(id);
  if (!rule) throw new Error(`The standard has no rule ${id}`);
  return rule;
}

/**
 * Mode of a rule, unless a published version of the standard says otherwise. No step enforces a don't: a figure shows
 * it.
 *
 * @throws Error for an unknown id
 */
export function defaultMode(id: string): RuleMode {
  const rule = ruleOf(id);
  return rule.kind === 'do' ? rule.mode : 'measure';
}
