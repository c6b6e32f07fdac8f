// Stock of the demo network's parts stores. Numbers are fictitious; prices are in the price lists.

export interface DemoPart {
  partNumber: string;
  descriptionEn: string;
  descriptionZh: string;
  unit: 'piece' | 'litre' | 'set';
  /** Exchange part, whose old part goes back to the manufacturer. */
  core: boolean;
  leadDays: number;
  /** Stock of a full station; a compact station keeps half. */
  stock: number;
}

type Entry = [
  number: string,
  en: string,
  zh: string,
  unit: DemoPart['unit'],
  core: boolean,
  days: number,
  stock: number,
];

const entries: Entry[] = [
  ['BRK-LIN-2207', 'Set of brake linings, one axle', '单轴制动摩擦片组', 'set', false, 2, 24],
  ['BRK-DSC-4310', 'Brake disc', '制动盘', 'piece', false, 2, 12],
  ['BRK-VLV-0118', 'Foot brake valve', '制动总阀', 'piece', true, 4, 4],
  ['ENG-OFL-1001', 'Oil filter', '机油滤清器', 'piece', false, 1, 60],
  ['ENG-OIL-15W40-L', 'Engine oil 15W-40', '15W-40 发动机机油', 'litre', false, 1, 800],
  ['ENG-BLT-0520', 'Drive belt', '传动皮带', 'piece', false, 2, 16],
  ['FUE-FLT-0031', 'Fuel filter', '燃油滤清器', 'piece', false, 1, 40],
  ['AIR-FLT-0077', 'Air filter', '空气滤清器', 'piece', false, 1, 30],
  ['COO-THM-0082', 'Thermostat', '节温器', 'piece', false, 3, 8],
  ['COO-PMP-1140', 'Coolant pump', '冷却液泵', 'piece', true, 4, 4],
  ['ELE-ALT-2400', 'Alternator 24 V', '24 V 发电机', 'piece', true, 4, 4],
  ['ELE-BAT-0180', 'Battery 12 V 180 Ah', '12 V 180 Ah 蓄电池', 'piece', true, 2, 12],
  ['ELE-LMP-H7', 'Headlamp bulb H7 24 V', '24 V H7 前照灯泡', 'piece', false, 1, 80],
  ['CHA-SPR-0900', 'Leaf spring', '钢板弹簧总成', 'piece', false, 5, 2],
  ['CHA-BAR-0444', 'Stabiliser bar', '横向稳定杆', 'piece', false, 5, 2],
];

export const parts: DemoPart[] = entries.map(
  ([partNumber, descriptionEn, descriptionZh, unit, core, leadDays, stock]) => ({
    partNumber,
    descriptionEn,
    descriptionZh,
    unit,
    core,
    leadDays,
    stock,
  }),
);
