import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Chain of visits, one after the other, with one lead technician and a few vehicles. */
export interface LaneSeat {
  station: string;
  /** Among the lanes of the station, from 0. */
  number: number;
  /** Subject of the lead technician. */
  lead: string;
  plates: string[];
}

/** Lanes of a station: each needs a technician who works on one truck at a time. Few, as in a station of real size. */
const lanesPerStation = 2;
const vehiclesPerLane = 4;
/** Short, so that the calendar of two weeks has room for thousands of visits. */
const labourMinutes = 15;
/** Parts for thousands of visits. */
const stockFactor = 100;

const whole = { shift: 'whole', off: [] };
const dayAndNight = Array.from({ length: 7 }, () => ['00:00', '24:00']);

/** Two markets take turns: Chinese documents embed larger fonts than English ones. */
const markets = [
  {
    region: 'East China',
    facts: {
      timeZone: 'Asia/Shanghai',
      jurisdiction: 'CN',
      currency: 'CNY',
      language: 'zh',
      address: '上海市浦东新区',
    },
    company: '东海运输有限公司',
    taxNumber: '91310115MA1K0LOAD',
    names: ['陈静', '张伟', '吴霞', '胡军', '王磊', '赵敏', '罗燕', '宋刚', '李娜', '林峰'],
  },
  {
    region: 'Northern Germany',
    facts: { timeZone: 'Europe/Berlin', jurisdiction: 'DE', currency: 'EUR', language: 'en', address: '21129 Hamburg' },
    company: 'Elbe Transporte GmbH',
    taxNumber: 'DE000000001',
    names: [
      'Katrin Hansen',
      'Anna Weber',
      'Mia Koch',
      'Jonas Beck',
      'Heike Wolf',
      'Sven Lorenz',
      'Nina Busch',
      'Uwe Jansen',
      'Lukas Meyer',
      'Emre Yilmaz',
    ],
  },
] as const;

/** Staff of a station besides the lanes' technicians, in the order of the names. */
const posts = [
  ['manager', ['AFTER_SALES_MANAGER', 'WARRANTY_ASSESSOR'], []],
  ['advisor', ['SERVICE_ADVISOR'], []],
  ['clerk', ['APPOINTMENT_CLERK', 'SERVICE_ASSISTANT'], []],
  ['foreman', ['WORKSHOP_LEAD', 'TECHNICAL_EXPERT'], ['brakes', 'maintenance']],
  ['parts', ['PARTS_CLERK'], []],
  ['inspector', ['QUALITY_INSPECTOR', 'CASHIER'], ['brakes', 'inspection']],
  ['followup', ['FOLLOW_UP_AGENT'], []],
  ['gate', ['GATE_ATTENDANT'], []],
] as const;

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
/** The same text in both languages of the people file. */
const inBoth = (text: string) => ({ en: text, zh: text });
const two = (number: number) => String(number).padStart(2, '0');

/**
 * Writes a network with as many stations as the lanes need, for `npm start -- --network FOLDER`: everything besides stations,
 * staff and customers is that of the demo network.
 *
 * @returns the lanes, whose stations and staff are found by their keys in the platform's `demo.json`
 */
export function writeLoadNetwork(folder: string, lanes: number): LaneSeat[] {
  const stations = numbers(Math.ceil(lanes / lanesPerStation)).map((number) => stationOf(number));
  mkdirSync(folder, { recursive: true });
  const signIns = [stations[0]!.staff[1]!.subject, 'grace.lin'];
  const network = {
    name: 'load network',
    stations: stations.map(({ station }) => station),
    staff: stations.flatMap(({ staff }) => staff),
    customers: stations.flatMap(({ customers }) => customers),
    signIns,
    labourMinutes,
    stockFactor,
  };
  const people = [...aboveStations, ...stations.flatMap(({ people: ofStation }) => ofStation)];
  writeFileSync(join(folder, 'network.json'), JSON.stringify(network));
  writeFileSync(join(folder, 'people.json'), JSON.stringify(people));
  return stations.flatMap((station) => station.seats).slice(0, lanes);
}

/** People of the demo network who work in no station. */
const aboveStations = ['grace.lin', 'sun.hao', 'zeng.rui', 'lena.vogt', 'yao.qing'].map((subject) => ({
  subject,
  name: subject,
  roles: inBoth('Network'),
  station: inBoth('Network'),
}));

function stationOf(number: number) {
  const key = `load${two(number)}`;
  const market = markets[number % markets.length]!;
  const { facts, region, names } = market;
  const seats = numbers(lanesPerStation).map((lane) => ({
    station: key,
    number: lane - 1,
    lead: `${key}.technician${lane}`,
    plates: numbers(vehiclesPerLane).map((vehicle) => `LD ${number}${lane}${vehicle}`),
  }));
  const staff = [
    ...posts.map(([post, roles, skills]) => ({ subject: `${key}.${post}`, station: key, roles, skills, ...whole })),
    ...seats.map(({ lead }) => ({
      subject: lead,
      station: key,
      roles: ['TECHNICIAN'],
      skills: ['brakes', 'maintenance', 'inspection'],
      ...whole,
    })),
  ];
  const bays = (kind: string, count: number) => [kind, numbers(count).map((bay) => `${kind} ${bay}`)];
  return {
    station: {
      key,
      region,
      class: 'full',
      company: `Load Station ${number} Ltd.`,
      remarks: 'Station of the load network.',
      gaps: [],
      facts: { ...facts, name: `Load ${number}`, phone: '+86 21 5555 0199' },
      bays: [
        bays('diagnosis', 1),
        bays('pre_inspection', 1),
        bays('repair', lanesPerStation + 1),
        bays('body', 1),
        bays('wash', 1),
        bays('completed', 2),
      ],
      hours: dayAndNight,
    },
    staff,
    customers: seats.map((seat, lane) => customerOf(market, number, lane + 1, seat)),
    people: staff.map(({ subject, roles }, index) => ({
      subject,
      name: names[index % names.length],
      roles: inBoth(roles.join(', ')),
      station: inBoth(key),
    })),
    seats,
  };
}

function customerOf(market: (typeof markets)[number], number: number, lane: number, seat: LaneSeat) {
  const { facts, company, taxNumber, names } = market;
  const contact = (index: number, roles: string[], approvalLimitMinor: string) => ({
    name: names[index],
    phone: `+86 138 5555 ${two(number)}${lane}${index}`,
    email: '',
    roles,
    mayApprove: roles.includes('approver') || roles.includes('owner'),
    approvalLimitMinor,
  });
  return {
    station: seat.station,
    kind: 'fleet',
    name: `${company} ${number}-${lane}`,
    language: facts.language,
    address: facts.address,
    taxNumber: `${taxNumber}${two(number)}`.slice(0, 18),
    currency: facts.currency,
    paymentTermsDays: 30,
    creditLimitMinor: '20000000',
    contacts: [contact(0, ['owner', 'approver', 'dispatcher'], '0'), contact(1, ['driver'], '0')],
    vehicles: seat.plates.map((plate, index) => ({
      vin: `WMA06XZZ8LP1${two(number)}${lane}${two(index + 1)}`,
      plate,
      fleetNumber: `LD-${number}${lane}${index}`,
      model: 'TGX 18.510',
      inServiceOn: '2022-04-12',
      odometerKm: 100_000 + number * 1_000 + lane * 100 + index,
    })),
  };
}
