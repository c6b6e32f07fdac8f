// Demo network: regions, station classes, and four stations in three time zones.

export interface DemoClass {
  key: 'full' | 'compact';
  needs: Record<string, unknown>;
}

export interface DemoStation {
  key: string;
  region: string;
  class: DemoClass['key'];
  company: string;
  remarks: string;
  /** Unmet requirements found at the site visit, and reasons for accepting them. */
  gaps: { requirement: string; evidence: string; justification: string }[];
  facts: {
    name: string;
    timeZone: string;
    jurisdiction: string;
    currency: string;
    language: 'en' | 'zh';
    address: string;
    phone: string;
  };
  bays: [kind: string, names: string[]][];
  /** Wall times per weekday, from Monday; null if closed. */
  hours: ([opens: string, closes: string] | null)[];
  reservedForAppointmentsPercent: number;
  reservedUntilHour: number;
}

export const regions = ['East China', 'Western China', 'Northern Germany'];

const equipment = (...codes: (keyof typeof devices)[]) =>
  codes.map((code) => ({
    code,
    descriptionEn: devices[code][0],
    descriptionZh: devices[code][1],
    count: devices[code][2],
  }));

const devices = {
  brake_tester: ['Roller brake tester', '滚筒制动试验台', 1],
  diagnostic_unit: ["Manufacturer's diagnostic unit", '厂家诊断仪', 2],
  column_lift: ['Set of mobile column lifts', '移动式举升机组', 2],
  axle_aligner: ['Axle alignment system', '车轴定位仪', 1],
  coolant_station: ['Coolant filling station', '冷却液加注机', 1],
} as const;

export const classes: DemoClass[] = [
  {
    key: 'full',
    needs: {
      nameEn: 'Full service station',
      nameZh: '综合服务站',
      descriptionEn:
        'All work on all models, day and night where traffic requires it. Keeps stock for the surrounding stations.',
      descriptionZh: '承接全部车型的全部维修项目，按需提供昼夜服务，并为周边服务站储备备件。',
      bays: [
        { kind: 'diagnosis', count: 1 },
        { kind: 'pre_inspection', count: 1 },
        { kind: 'repair', count: 4 },
        { kind: 'body', count: 1 },
        { kind: 'wash', count: 1 },
        { kind: 'completed', count: 2 },
      ],
      groundM2: 6000,
      receptionM2: 80,
      loungeM2: 60,
      parkingSpaces: 30,
      equipment: equipment('brake_tester', 'diagnostic_unit', 'column_lift', 'axle_aligner', 'coolant_station'),
      staff: [
        { skill: 'brakes', count: 2 },
        { skill: 'engine', count: 2 },
        { skill: 'electrics', count: 1 },
        { skill: 'diagnostics', count: 1 },
      ],
      currency: 'CNY',
      openingStockMinor: '120000000',
      investmentFromMinor: '800000000',
      investmentToMinor: '1500000000',
      contact: 'Network development, +86 21 5555 0100, 1 Maker Avenue, Shanghai',
    },
  },
  {
    key: 'compact',
    needs: {
      nameEn: 'Compact service station',
      nameZh: '标准服务站',
      descriptionEn: 'Maintenance, brakes, electrics and smaller engine work along the long-distance routes.',
      descriptionZh: '位于长途线路沿线，承接保养、制动、电器及小型发动机维修。',
      bays: [
        { kind: 'diagnosis', count: 1 },
        { kind: 'repair', count: 2 },
        { kind: 'completed', count: 1 },
      ],
      groundM2: 2500,
      receptionM2: 40,
      loungeM2: 25,
      parkingSpaces: 12,
      equipment: equipment('brake_tester', 'diagnostic_unit', 'column_lift'),
      staff: [
        { skill: 'brakes', count: 1 },
        { skill: 'electrics', count: 1 },
      ],
      currency: 'CNY',
      openingStockMinor: '40000000',
      investmentFromMinor: '300000000',
      investmentToMinor: '600000000',
      contact: 'Network development, +86 21 5555 0100, 1 Maker Avenue, Shanghai',
    },
  },
];

const numbered = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name} ${index + 1}`);

const dayAndNight: DemoStation['hours'] = Array.from({ length: 7 }, () => ['00:00', '24:00']);

const weekAndSaturday = (opens: string, closes: string, saturdayUntil: string): DemoStation['hours'] => [
  ...Array.from({ length: 5 }, (): [string, string] => [opens, closes]),
  [opens, saturdayUntil],
  null,
];

export const stations: DemoStation[] = [
  {
    key: 'pudong',
    region: 'East China',
    class: 'full',
    company: 'Pudong Truck Service Ltd.',
    remarks: 'Ten years of truck repairs next to the container terminal; open day and night.',
    gaps: [],
    facts: {
      name: 'Shanghai Pudong',
      timeZone: 'Asia/Shanghai',
      jurisdiction: 'CN',
      currency: 'CNY',
      language: 'zh',
      address: '上海市浦东新区港城路 88 号',
      phone: '+86 21 5555 0199',
    },
    bays: [
      ['diagnosis', numbered('诊断工位', 2)],
      ['pre_inspection', ['预检工位']],
      ['repair', numbered('维修工位', 6)],
      ['body', ['钣喷工位']],
      ['wash', ['洗车工位']],
      ['completed', numbered('竣工车位', 3)],
    ],
    hours: dayAndNight,
    reservedForAppointmentsPercent: 40,
    reservedUntilHour: 10,
  },
  {
    key: 'chengdu',
    region: 'Western China',
    class: 'compact',
    company: 'Chengdu Longquan Vehicle Repair Ltd.',
    remarks: 'On the ring road, next to the logistics park of Longquan.',
    gaps: [],
    facts: {
      name: 'Chengdu Longquan',
      timeZone: 'Asia/Shanghai',
      jurisdiction: 'CN',
      currency: 'CNY',
      language: 'zh',
      address: '成都市龙泉驿区物流大道 16 号',
      phone: '+86 28 5555 0162',
    },
    bays: [
      ['diagnosis', ['诊断工位']],
      ['pre_inspection', ['预检工位']],
      ['repair', numbered('维修工位', 3)],
      ['body', ['钣喷工位']],
      ['wash', ['洗车工位']],
      ['completed', ['竣工车位']],
    ],
    hours: weekAndSaturday('08:00', '18:00', '17:00'),
    reservedForAppointmentsPercent: 30,
    reservedUntilHour: 11,
  },
  {
    key: 'urumqi',
    region: 'Western China',
    class: 'compact',
    company: 'Tianshan Route Service Ltd.',
    remarks: 'The last station before the long road west.',
    gaps: [
      {
        requirement: 'lounge',
        evidence: 'The lounge has 15 square metres; the annex is being built.',
        justification: 'The annex opens by the end of next spring.',
      },
    ],
    facts: {
      name: 'Urumqi Toutunhe',
      timeZone: 'Asia/Urumqi',
      jurisdiction: 'CN',
      currency: 'CNY',
      language: 'zh',
      address: '乌鲁木齐市头屯河区货运路 7 号',
      phone: '+86 991 5555 017',
    },
    bays: [
      ['diagnosis', ['诊断工位']],
      ['pre_inspection', ['预检工位']],
      ['repair', numbered('维修工位', 2)],
      ['body', ['钣喷工位']],
      ['wash', ['洗车工位']],
      ['completed', ['竣工车位']],
    ],
    hours: weekAndSaturday('08:00', '18:00', '16:00'),
    reservedForAppointmentsPercent: 25,
    reservedUntilHour: 11,
  },
  {
    key: 'hamburg',
    region: 'Northern Germany',
    class: 'full',
    company: 'Hafen Nutzfahrzeug-Service GmbH',
    remarks: 'Family firm in its second generation, at the gates of the container terminals.',
    gaps: [],
    facts: {
      name: 'Hamburg Harbour',
      timeZone: 'Europe/Berlin',
      jurisdiction: 'DE',
      currency: 'EUR',
      language: 'en',
      address: 'Containerweg 12, 21129 Hamburg',
      phone: '+49 40 5555 0142',
    },
    bays: [
      ['diagnosis', ['Diagnosis']],
      ['pre_inspection', ['Pre-inspection']],
      ['repair', numbered('Repair', 5)],
      ['body', ['Body shop']],
      ['wash', ['Wash']],
      ['completed', numbered('Completed', 2)],
    ],
    hours: weekAndSaturday('06:00', '22:00', '14:00'),
    reservedForAppointmentsPercent: 50,
    reservedUntilHour: 9,
  },
];
