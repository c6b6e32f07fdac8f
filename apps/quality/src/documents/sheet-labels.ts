import type { DocumentLanguage } from '@waystation/documents';

/** What stands on an inspection sheet beside what was found. */
export interface SheetLabels {
  title: string;
  odometer: string;
  orderRevision: string;
  round: string;
  specification: string;
  inspector: string;
  leadTechnician: string;
  washed: string;
  confirmed: string;
  items: string;
  number: string;
  workKind: string;
  guaranteeClass: string;
  outcome: string;
  points: string;
  roadTest: string;
  distance: string;
  route: string;
  wear: string;
  part: string;
  position: string;
  value: string;
  limit: string;
  kmLeft: string;
  defects: string;
  nonconformities: string;
  unsafe: string;
  outcomes: Readonly<Record<string, string>>;
  results: Readonly<Record<string, string>>;
  severities: Readonly<Record<string, string>>;
  parts: Readonly<Record<string, string>>;
}

export const sheetLabels: Readonly<Record<DocumentLanguage, SheetLabels>> = {
  en: {
    title: 'Inspection sheet',
    odometer: 'Odometer at reception',
    orderRevision: 'Revision of the repair order',
    round: 'Round of inspection',
    specification: 'Specification',
    inspector: 'Inspector',
    leadTechnician: 'Lead technician',
    washed: 'Washed',
    confirmed: 'Signed in as inspector',
    items: 'Inspected work',
    number: 'No.',
    workKind: 'Kind of work',
    guaranteeClass: 'Class of guarantee',
    outcome: 'Outcome',
    points: 'Points of the specification',
    roadTest: 'Road test',
    distance: 'Distance',
    route: 'Route',
    wear: 'Remaining life of wear parts',
    part: 'Part',
    position: 'Position',
    value: 'Measured',
    limit: 'Limit',
    kmLeft: 'Still good for',
    defects: 'Further faults',
    nonconformities: 'Work that did not hold at first',
    unsafe: 'not safe to drive',
    outcomes: {
      done: 'Done',
      withdrawn: 'Withdrawn',
      redone: 'Done again',
      concession: 'Taken by the customer as it is',
    },
    results: { ok: 'In order', not_ok: 'Not in order', not_applicable: 'Not applicable' },
    severities: { immediate: 'Immediately', soon: 'Soon', later: 'Later' },
    parts: { tyre: 'Tyre', brake_lining: 'Brake lining', battery: 'Battery', belt: 'Belt' },
  },
  zh: {
    title: '竣工检验单',
    odometer: '接车里程',
    orderRevision: '委托书版次',
    round: '检验轮次',
    specification: '检验规范',
    inspector: '质检技术员',
    leadTechnician: '主修技工',
    washed: '清洗时间',
    confirmed: '质检员登录确认',
    items: '检验项目',
    number: '序号',
    workKind: '作业类别',
    guaranteeClass: '质保类别',
    outcome: '结果',
    points: '检验要点',
    roadTest: '路试',
    distance: '里程',
    route: '路线',
    wear: '易损件剩余使用寿命',
    part: '零件',
    position: '位置',
    value: '测量值',
    limit: '极限值',
    kmLeft: '预计可行驶',
    defects: '其他问题',
    nonconformities: '不合格项及处理',
    unsafe: '影响行车安全',
    outcomes: { done: '已完成', withdrawn: '已撤销', redone: '已返工', concession: '客户让步接收' },
    results: { ok: '合格', not_ok: '不合格', not_applicable: '不适用' },
    severities: { immediate: '立即处理', soon: '尽快处理', later: '以后处理' },
    parts: { tyre: '轮胎', brake_lining: '制动摩擦片', battery: '蓄电池', belt: '皮带' },
  },
};
