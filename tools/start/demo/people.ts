// Staff of the demo network by station. Their names are in the issuer's demo-people.json, by subject.
import type { DemoStation } from './stations.ts';

/** Wall times of shifts; if the end is not after the start, the shift ends on the next day. */
export const shiftTimes = {
  early: ['06:00', '14:00'],
  day: ['08:00', '17:00'],
  late: ['14:00', '22:00'],
  night: ['22:00', '06:00'],
  whole: ['00:00', '00:00'],
} as const;

export interface DemoStaff {
  subject: string;
  station: DemoStation['key'];
  roles: string[];
  skills: string[];
  shift: keyof typeof shiftTimes;
  /** Days off; 1 is Monday. */
  off: number[];
}

export interface DemoNetworkStaff {
  subject: string;
  role: string;
  regions: string[];
}

export const admin = 'grace.lin';

export const networkStaff: DemoNetworkStaff[] = [
  { subject: 'sun.hao', role: 'REGIONAL_MANAGER', regions: ['East China'] },
  { subject: 'zeng.rui', role: 'REGIONAL_MANAGER', regions: ['Western China'] },
  { subject: 'lena.vogt', role: 'REGIONAL_MANAGER', regions: ['Northern Germany'] },
  { subject: 'yao.qing', role: 'NETWORK_ANALYST', regions: [] },
];

type Entry = [subject: string, roles: string, skills: string, shift: DemoStaff['shift'], off: number[]];

const allSkills = 'brakes engine electrics diagnostics chassis maintenance';
const weekend = [6, 7];

const entries: Record<DemoStation['key'], Entry[]> = {
  pudong: [
    ['chen.jing', 'AFTER_SALES_MANAGER', '', 'day', weekend],
    ['zhang.wei', 'SERVICE_ADVISOR', '', 'day', [7]],
    ['fu.jia', 'SERVICE_ADVISOR', '', 'late', [3]],
    ['he.yun', 'SERVICE_ADVISOR', '', 'night', [1]],
    ['zhou.ting', 'SERVICE_ASSISTANT', '', 'day', weekend],
    ['wu.xia', 'APPOINTMENT_CLERK', '', 'day', weekend],
    ['xu.dong', 'TECHNICAL_EXPERT', allSkills, 'day', weekend],
    ['ma.li', 'WARRANTY_ASSESSOR', '', 'day', weekend],
    ['hu.jun', 'WORKSHOP_LEAD', 'brakes engine', 'day', [7]],
    ['li.na', 'TECHNICIAN', 'brakes engine maintenance', 'early', [3]],
    ['lin.feng', 'TECHNICIAN QUALITY_INSPECTOR', 'brakes chassis maintenance inspection', 'day', [7]],
    ['guo.qiang', 'TECHNICIAN', 'electrics diagnostics maintenance', 'late', [2]],
    ['shen.yi', 'TECHNICIAN', 'engine brakes maintenance', 'late', [5]],
    ['tang.bo', 'TECHNICIAN', 'brakes electrics diagnostics maintenance', 'night', [4]],
    ['xie.fang', 'TECHNICIAN', 'body', 'day', weekend],
    ['zhao.min', 'QUALITY_INSPECTOR CASHIER', 'brakes engine inspection', 'day', [1]],
    ['wang.lei', 'PARTS_CLERK', '', 'day', [7]],
    ['luo.yan', 'FOLLOW_UP_AGENT', '', 'day', weekend],
    ['song.gang', 'GATE_ATTENDANT', '', 'day', [7]],
  ],
  chengdu: [
    ['deng.hui', 'AFTER_SALES_MANAGER SERVICE_ADVISOR WARRANTY_ASSESSOR', '', 'day', [7]],
    ['yang.mei', 'APPOINTMENT_CLERK SERVICE_ASSISTANT CASHIER FOLLOW_UP_AGENT', '', 'day', [7]],
    ['peng.tao', 'WORKSHOP_LEAD TECHNICIAN TECHNICAL_EXPERT', allSkills, 'day', [7]],
    ['jiang.wen', 'TECHNICIAN QUALITY_INSPECTOR', 'brakes maintenance body inspection', 'day', [7]],
    ['cai.lin', 'PARTS_CLERK GATE_ATTENDANT', '', 'day', [7]],
  ],
  urumqi: [
    ['adil.tursun', 'AFTER_SALES_MANAGER SERVICE_ADVISOR WARRANTY_ASSESSOR', '', 'day', [7]],
    ['gulnar.ahmat', 'APPOINTMENT_CLERK SERVICE_ASSISTANT CASHIER FOLLOW_UP_AGENT', '', 'day', [7]],
    ['feng.lei', 'WORKSHOP_LEAD TECHNICIAN TECHNICAL_EXPERT', allSkills, 'day', [7]],
    ['ren.jie', 'TECHNICIAN QUALITY_INSPECTOR', 'brakes maintenance body inspection', 'day', [7]],
    ['dilshat.kerim', 'PARTS_CLERK GATE_ATTENDANT', '', 'day', [7]],
  ],
  hamburg: [
    ['katrin.hansen', 'AFTER_SALES_MANAGER', '', 'day', weekend],
    ['anna.weber', 'SERVICE_ADVISOR', '', 'day', weekend],
    ['tim.schulz', 'SERVICE_ASSISTANT', '', 'early', weekend],
    ['mia.koch', 'APPOINTMENT_CLERK', '', 'day', weekend],
    ['ole.petersen', 'TECHNICAL_EXPERT', allSkills, 'day', weekend],
    ['ines.brandt', 'WARRANTY_ASSESSOR', '', 'day', weekend],
    ['jonas.beck', 'WORKSHOP_LEAD TECHNICIAN', 'brakes engine chassis maintenance', 'day', weekend],
    ['lukas.meyer', 'TECHNICIAN', 'brakes engine maintenance', 'early', [7]],
    ['emre.yilmaz', 'TECHNICIAN', 'electrics diagnostics maintenance', 'late', weekend],
    ['pia.lindner', 'TECHNICIAN', 'body', 'day', weekend],
    ['sven.lorenz', 'QUALITY_INSPECTOR', 'brakes engine inspection', 'day', weekend],
    ['heike.wolf', 'PARTS_CLERK', '', 'day', weekend],
    ['petra.vogel', 'CASHIER', '', 'day', weekend],
    ['nina.busch', 'FOLLOW_UP_AGENT', '', 'day', weekend],
    ['uwe.jansen', 'GATE_ATTENDANT', '', 'early', [7]],
  ],
};

const wordsOf = (text: string) => text.split(' ').filter(Boolean);

export const staff: DemoStaff[] = Object.entries(entries).flatMap(([station, people]) =>
  people.map(([subject, roles, skills, shift, off]) => ({
    subject,
    station: station as DemoStation['key'],
    roles: wordsOf(roles),
    skills: wordsOf(skills),
    shift,
    off,
  })),
);

/** People listed at the end of a start. */
export const signIns = [
  'zhang.wei',
  'wu.xia',
  'li.na',
  'lin.feng',
  'chen.jing',
  'anna.weber',
  'sun.hao',
  'lena.vogt',
  'grace.lin',
];
