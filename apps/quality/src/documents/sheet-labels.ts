import type { DocumentLanguage } from '@waystation/documents';

/** Labels of an inspection sheet. */
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
}

export const sheetLabels: Readonly<Record<DocumentLanguage, SheetLabels>> = {
  en: {
    title: 'Inspection sheet',
    odometer: 'Odometer at reception',
    orderRevision: 'Repair order revision',
    round: 'Inspection round',
    specification: 'Inspection specification',
    inspector: 'Inspector',
    leadTechnician: 'Lead technician',
    washed: 'Washed',
    confirmed: 'Signed in as inspector',
    items: 'Inspected work',
    number: 'No.',
    workKind: 'Work type',
    guaranteeClass: 'Guarantee class',
    outcome: 'Outcome',
    points: 'Inspection points',
    roadTest: 'Road test',
    distance: 'Distance',
    route: 'Route',
    wear: 'Wear parts',
    part: 'Part',
    position: 'Position',
    value: 'Measured',
    limit: 'Limit',
    kmLeft: 'Remaining distance',
    defects: 'Other defects',
    nonconformities: 'Nonconformities',
    unsafe: 'not safe to drive',
  },
  zh: {
    title: '竣工检验单',
    odometer: '接车里程',
    orderRevision: '任务委托书版本',
    round: '检验轮次',
    specification: '检验规范',
    inspector: '质检员',
    leadTechnician: '主修技师',
    washed: '清洗时间',
    confirmed: '质检员登录确认',
    items: '检验项目',
    number: '序号',
    workKind: '作业类别',
    guaranteeClass: '质保类别',
    outcome: '结果',
    points: '检查项',
    roadTest: '路试',
    distance: '里程',
    route: '路线',
    wear: '易损件状况',
    part: '易损件',
    position: '位置',
    value: '测量值',
    limit: '极限值',
    kmLeft: '预计可行驶',
    defects: '其他问题',
    nonconformities: '不合格项及处理',
    unsafe: '影响行车安全',
  },
};
