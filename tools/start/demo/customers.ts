// Fleets and owners of the demo network, with their trucks. All are fictitious; check digits of vehicle identification numbers
// are valid where the country requires them.
import type { DemoStation } from './stations.ts';

export interface DemoContact {
  name: string;
  phone: string;
  email: string;
  roles: ('owner' | 'driver' | 'approver' | 'dispatcher' | 'accounting')[];
  mayApprove: boolean;
  /** In the smallest unit of the currency; 0 means no limit. */
  approvalLimitMinor: string;
}

export interface DemoVehicle {
  vin: string;
  plate: string;
  fleetNumber: string;
  model: string;
  inServiceOn: string;
  odometerKm: number;
}

export interface DemoCustomer {
  station: DemoStation['key'];
  kind: 'fleet' | 'person';
  name: string;
  language: 'zh' | 'en';
  address: string;
  taxNumber: string;
  currency: string;
  paymentTermsDays: number;
  creditLimitMinor: string;
  contacts: DemoContact[];
  vehicles: DemoVehicle[];
}

const contact = (
  name: string,
  phone: string,
  email: string,
  roles: DemoContact['roles'],
  approvalLimitMinor = '0',
): DemoContact => ({
  name,
  phone,
  email,
  roles,
  mayApprove: roles.includes('approver') || roles.includes('owner'),
  approvalLimitMinor,
});

const vehicle = (
  vin: string,
  plate: string,
  fleetNumber: string,
  model: string,
  inServiceOn: string,
  odometerKm: number,
): DemoVehicle => ({ vin, plate, fleetNumber, model, inServiceOn, odometerKm });

export const customers: DemoCustomer[] = [
  {
    station: 'pudong',
    kind: 'fleet',
    name: '东海集装箱运输有限公司',
    language: 'zh',
    address: '上海市浦东新区外高桥港建路 1 号',
    taxNumber: '91310115MA1K0DEMO1',
    currency: 'CNY',
    paymentTermsDays: 30,
    creditLimitMinor: '20000000',
    contacts: [
      contact('陆志强', '+86 138 5555 0101', 'lu.zhiqiang@donghai.example', ['approver', 'dispatcher'], '5000000'),
      contact('马东', '+86 138 5555 0102', '', ['driver']),
      contact('钱丽', '+86 138 5555 0103', 'qian.li@donghai.example', ['accounting']),
      contact('何伟', '+86 138 5555 0104', '', ['dispatcher', 'approver'], '100000'),
    ],
    vehicles: [
      vehicle('LZZ7CLVC6KC214406', '沪A·D5201', 'DH-01', 'T7H', '2022-04-12', 286_400),
      vehicle('LZZ5DLND4LN318752', '沪A·D5202', 'DH-02', 'T7H', '2023-01-20', 198_050),
    ],
  },
  {
    station: 'pudong',
    kind: 'person',
    name: '沈建国',
    language: 'zh',
    address: '上海市宝山区蕴川路 310 号',
    taxNumber: '',
    currency: 'CNY',
    paymentTermsDays: 0,
    creditLimitMinor: '0',
    contacts: [contact('沈建国', '+86 139 5555 0111', '', ['owner', 'driver'])],
    vehicles: [vehicle('LFWSRXSJ2M1E04471', '沪B·R8808', '', 'J6P', '2021-09-02', 412_730)],
  },
  {
    station: 'chengdu',
    kind: 'fleet',
    name: '天府冷链物流有限公司',
    language: 'zh',
    address: '成都市青白江区国际铁路港大道 9 号',
    taxNumber: '91510113MA6D0DEMO2',
    currency: 'CNY',
    paymentTermsDays: 30,
    creditLimitMinor: '8000000',
    contacts: [
      contact('唐敏', '+86 137 5555 0121', 'tang.min@tianfu.example', ['approver', 'dispatcher'], '2000000'),
      contact('罗强', '+86 137 5555 0122', '', ['driver']),
    ],
    vehicles: [vehicle('LGAG4DY36N8012264', '川A·L7701', 'TF-11', 'KL', '2023-06-15', 151_200)],
  },
  {
    station: 'urumqi',
    kind: 'fleet',
    name: '丝路干线运输有限公司',
    language: 'zh',
    address: '乌鲁木齐市经济技术开发区泰山街 22 号',
    taxNumber: '91650100MA770DEMO3',
    currency: 'CNY',
    paymentTermsDays: 15,
    creditLimitMinor: '5000000',
    contacts: [contact('阿迪力·买买提', '+86 136 5555 0131', 'adil@silu.example', ['owner', 'approver'])],
    vehicles: [vehicle('LZGJLGR46PX051930', '新A·S3309', 'SL-07', 'X3000', '2024-02-28', 96_800)],
  },
  {
    station: 'hamburg',
    kind: 'fleet',
    name: 'Elbe Kühltransporte GmbH',
    language: 'en',
    address: 'Am Genter Ufer 4, 21129 Hamburg',
    taxNumber: 'DE000000000',
    currency: 'EUR',
    paymentTermsDays: 14,
    creditLimitMinor: '2500000',
    contacts: [
      contact('Birte Claasen', '+49 40 5555 0171', 'claasen@elbe-kuehl.example', ['approver', 'dispatcher'], '500000'),
      contact('Milan Novak', '+49 151 5555 0172', '', ['driver']),
    ],
    vehicles: [
      vehicle('WMA06XZZ8LP113377', 'HH-EK 411', 'EK-11', 'TGX 18.510', '2021-03-01', 518_300),
      vehicle('WDB9634031L402218', 'HH-EK 412', 'EK-12', 'Actros 1845', '2022-11-08', 334_900),
    ],
  },
];
