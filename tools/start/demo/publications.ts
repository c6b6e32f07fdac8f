// Publications of the demo network: prices, labour operations and the standard. Codes have the form of the trade's component
// codes (SSS-AAA-CCC); all codes and prices are fictitious.
import { defaultMode, rules } from '@waystation/standard';

const workKinds = ['mechanical', 'electrical', 'body', 'maintenance', 'diagnosis'] as const;

interface Market {
  currency: string;
  jurisdiction: string;
  tax: { code: string; ratePercent: string };
  /** Hourly rates, in the order of the kinds of work. */
  rates: number[];
  /** In the order of the parts and fees below. */
  parts: number[];
  fees: number[];
}

const parts = [
  'BRK-LIN-2207',
  'BRK-DSC-4310',
  'BRK-VLV-0118',
  'ENG-OFL-1001',
  'ENG-OIL-15W40-L',
  'ENG-BLT-0520',
  'FUE-FLT-0031',
  'AIR-FLT-0077',
  'COO-THM-0082',
  'COO-PMP-1140',
  'ELE-ALT-2400',
  'ELE-BAT-0180',
  'ELE-LMP-H7',
  'CHA-SPR-0900',
  'CHA-BAR-0444',
];

const fees: [code: string, en: string, zh: string][] = [
  ['disposal', 'Disposal of waste oil and parts', '废油废件处理'],
  ['towing', 'Towing, up to 50 km', '拖车（50 公里以内）'],
  ['road_test', 'Road test on request', '应客户要求路试'],
  ['wash', 'Washing on request', '应客户要求洗车'],
];

const markets: Market[] = [
  {
    currency: 'CNY',
    jurisdiction: 'CN',
    tax: { code: 'VAT13', ratePercent: '13' },
    rates: [18_000, 20_000, 16_000, 15_000, 26_000],
    parts: [
      46_000, 89_000, 62_000, 9_800, 4_200, 18_500, 12_800, 16_800, 13_600, 98_000, 168_000, 92_000, 2_800, 145_000,
      58_000,
    ],
    fees: [3_000, 80_000, 12_000, 10_000],
  },
  {
    currency: 'EUR',
    jurisdiction: 'DE',
    tax: { code: 'VAT19', ratePercent: '19' },
    rates: [12_800, 13_900, 11_900, 10_900, 15_500],
    parts: [
      14_900, 21_900, 18_400, 3_200, 980, 5_400, 4_600, 6_200, 4_900, 28_900, 47_500, 23_900, 1_150, 39_000, 17_900,
    ],
    fees: [1_500, 29_000, 4_500, 5_900],
  },
];

/** Price list of each market: the draft and its only page of part prices. */
export const priceLists = markets.map(({ currency, jurisdiction, tax, ...prices }) => ({
  draft: {
    version: 1,
    currency,
    jurisdiction,
    labourRates: workKinds.map((workKind, index) => ({
      workKind,
      perHourMinor: String(prices.rates[index]),
      taxCategory: tax.code,
    })),
    fees: fees.map(([code, descriptionEn, descriptionZh], index) => ({
      code,
      amountMinor: String(prices.fees[index]),
      taxCategory: tax.code,
      descriptionEn,
      descriptionZh,
    })),
    taxCategories: [tax],
  },
  partPrices: parts.map((partNumber, index) => ({
    partNumber,
    perUnitMinor: String(prices.parts[index]),
    taxCategory: tax.code,
  })),
}));

const confirmations = {
  wheels_chocked: ['Wheels are chocked', '车轮已垫止动块'],
  lift_secured: ['Lift is secured', '举升机已锁止'],
  air_released: ['Air pressure is released', '气压已释放'],
  battery_off: ['Battery is disconnected', '蓄电池已断开'],
  engine_cold: ['Engine has cooled down', '发动机已冷却'],
  cab_propped: ['Tilted cab is propped', '驾驶室翻转支撑已锁止'],
  gloves_worn: ['Gloves and goggles are worn', '已佩戴手套和护目镜'],
} as const;

/** @param codes of mandatory confirmations; a question mark makes one optional */
const safety = (codes: string) =>
  codes.split(' ').map((each) => {
    const code = each.replace('?', '') as keyof typeof confirmations;
    const [descriptionEn, descriptionZh] = confirmations[code];
    return { code, mandatory: !each.endsWith('?'), descriptionEn, descriptionZh };
  });

type Operation = [
  operation: string,
  en: string,
  zh: string,
  workKind: (typeof workKinds)[number],
  minutes: number,
  skill: string,
  safety: string,
  manual: string,
  guarantee: 'major' | 'second_level' | 'minor',
  tools: string[],
];

const operations: Operation[] = [
  [
    '013-001-017/1',
    'Replace brake linings, one axle',
    '更换单轴制动摩擦片',
    'mechanical',
    120,
    'brakes',
    'wheels_chocked lift_secured gloves_worn?',
    'WM-13 4.2',
    'minor',
    ['T-13-08'],
  ],
  [
    '013-001-024/1',
    'Replace brake discs, one axle',
    '更换单轴制动盘',
    'mechanical',
    180,
    'brakes',
    'wheels_chocked lift_secured gloves_worn?',
    'WM-13 4.5',
    'minor',
    ['T-13-08'],
  ],
  [
    '013-010-003/1',
    'Replace brake valve',
    '更换制动阀',
    'mechanical',
    75,
    'brakes',
    'wheels_chocked air_released',
    'WM-13 6.1',
    'minor',
    [],
  ],
  [
    '045-002-011/1',
    'Overhaul engine',
    '发动机大修',
    'mechanical',
    2400,
    'engine',
    'cab_propped battery_off engine_cold',
    'WM-45 1.1',
    'major',
    ['T-45-01', 'T-45-02'],
  ],
  [
    '045-008-002/1',
    'Replace drive belt',
    '更换传动皮带',
    'mechanical',
    60,
    'engine',
    'cab_propped battery_off',
    'WM-45 7.3',
    'minor',
    [],
  ],
  [
    '042-003-001/1',
    'Replace coolant pump',
    '更换冷却液泵',
    'mechanical',
    150,
    'engine',
    'engine_cold cab_propped',
    'WM-42 3.1',
    'minor',
    ['T-42-03'],
  ],
  [
    '042-006-002/1',
    'Replace thermostat',
    '更换节温器',
    'mechanical',
    90,
    'engine',
    'engine_cold',
    'WM-42 4.2',
    'minor',
    [],
  ],
  [
    '031-001-001/1',
    'Replace alternator',
    '更换发电机',
    'electrical',
    90,
    'electrics',
    'battery_off',
    'WM-31 2.1',
    'minor',
    [],
  ],
  [
    '034-001-005/1',
    'Replace headlamp',
    '更换前照灯',
    'electrical',
    45,
    'electrics',
    'battery_off?',
    'WM-34 1.4',
    'minor',
    [],
  ],
  [
    '016-001-012/1',
    'Replace leaf spring, one side',
    '更换单侧钢板弹簧',
    'mechanical',
    210,
    'chassis',
    'wheels_chocked lift_secured',
    'WM-16 2.6',
    'minor',
    ['T-16-02'],
  ],
  [
    '071-004-001/1',
    'Repair and paint door',
    '车门钣金喷漆',
    'body',
    360,
    'body',
    'gloves_worn',
    'WM-71 5.1',
    'minor',
    [],
  ],
  [
    '066-001-001/1',
    'Service A: oil, filters, inspection',
    'A 级保养：机油、滤清器、检查',
    'maintenance',
    120,
    'maintenance',
    'wheels_chocked cab_propped?',
    'MM-01 A',
    'minor',
    [],
  ],
  [
    '066-001-002/1',
    'Service B: A, adjustments, brakes',
    'B 级保养：A 级项目、调整、制动',
    'maintenance',
    300,
    'maintenance',
    'wheels_chocked lift_secured cab_propped?',
    'MM-01 B',
    'second_level',
    ['T-13-08'],
  ],
  [
    '000-900-001/1',
    'Read and evaluate fault codes',
    '读取并分析故障码',
    'diagnosis',
    30,
    'diagnostics',
    'wheels_chocked',
    'DM-01 1',
    'minor',
    ['DIAG-2'],
  ],
];

export const labourOperations = {
  version: 1,
  operations: operations.map(
    ([
      operation,
      descriptionEn,
      descriptionZh,
      workKind,
      labourMinutes,
      skill,
      codes,
      manual,
      guaranteeClass,
      tools,
    ]) => ({
      operation,
      descriptionEn,
      descriptionZh,
      models: [],
      workKind,
      labourMinutes,
      skill,
      tools,
      safetyConfirmations: safety(codes),
      manualReference: manual,
      guaranteeClass,
    }),
  ),
};

const limits: Record<string, { name: string; value: string; unit: string; bound: string }[]> = {
  'REP-D10': [
    { name: 'minutes', value: '15', unit: 'minutes', bound: 'at_most' },
    { name: 'amount', value: '5000', unit: 'minor', bound: 'at_most' },
  ],
  'FUP-D01': [{ name: 'days', value: '7', unit: 'days', bound: 'at_most' }],
};

/** Targets of the manufacturer, in hundredths of a percent. */
const targets: Record<string, number> = {
  'APT-D01': 9000,
  'APT-D12': 9500,
  'REC-D02': 9500,
  'REP-D11': 9000,
  'FUP-D01': 9800,
};

/** First version of the manufacturer: all dos in their default modes; critical rules count double. */
export const standard = {
  version: 1,
  rules: rules
    .filter(({ kind }) => kind === 'do')
    .map(({ id, critical }) => ({
      rule: id,
      mode: defaultMode(id),
      weight: critical ? 2 : 1,
      targetBasisPoints: targets[id] ?? 0,
      limits: limits[id] ?? [],
    })),
};
