import { checkLength, layouts, misplaced, renderDocument, textOfPdf } from '@waystation/documents/testing';
import { StationState } from '@waystation/contracts/network/v1/state';
import { codesIn, Names } from '@waystation/names';
import { about } from '../model/inspection-texts.ts';
import type { DocumentFacts } from '../store/document-facts.ts';
import { guaranteeCertificate } from './guarantee-certificate.ts';
import { inspectionSheet } from './inspection-sheet.ts';

const at = new Date('2026-03-02T08:00:00Z');
const facts: DocumentFacts = {
  ofVersions: { inspection: 1, file: 1 },
  visitId: '01980000-0000-7000-8000-0000abcd1234',
  round: 2,
  orderRevision: 5,
  vehicleId: '01980000-0000-7000-8000-000000000077',
  vin: 'LZZ7CLVC6KC214406',
  odometerKm: 286_520,
  items: [{ itemId: 'item', workKind: 'repair', guaranteeClass: 'minor', outcome: 'done' }],
  specificationEn: 'Final inspection',
  specificationZh: '竣工检验单',
  specification: [],
  points: [],
  roadTest: null,
  nonconformities: [],
  defects: [],
  wear: [],
  texts: {},
  washedAt: at,
  guarantees: [],
  names: new Names([
    {
      kind: 'component',
      entries: [
        { code: '013001000', nameEn: 'Front brakes', nameZh: '前轴制动器' },
        { code: '013001017', nameEn: 'Brake lining', nameZh: '制动摩擦片' },
      ],
    },
    { kind: 'wear_part', entries: [{ code: 'brake_lining', nameEn: 'Brake lining', nameZh: '制动摩擦片' }] },
    { kind: 'wear_position', entries: [{ code: '2LO', nameEn: 'Axle 2, left outer', nameZh: '二轴左外' }] },
    { kind: 'unit', entries: [{ code: 'volt', nameEn: 'V', nameZh: '伏' }] },
  ]),
  inspector: '赵敏',
  leadTechnician: '林峰',
  station: StationState.fromPartial({
    name: 'North Gate',
    timeZone: 'Asia/Shanghai',
    language: 'zh',
    jurisdiction: 'CN',
  }),
};

test.each([
  ['the sheet', inspectionSheet],
  ['the card', guaranteeCertificate],
])('%s shows the VIN of the vehicle and a short document number', (_, documentOf) => {
  const document = documentOf(facts, at);
  expect(document.number).toBe('ABCD1234/2');
  expect(document.facts).toContainEqual(['VIN', 'LZZ7CLVC6KC214406']);
  expect(JSON.stringify(document)).not.toMatch(/01980000/);
});

test.each([
  [
    'en',
    ['Repair', 'Minor repair', 'Reworked', 'Accepted by the customer (concession)', 'Not OK (7.5 mm)', 'Soon'],
    ['Brake lining', 'Axle 2, left outer', '12.6 V', 'Inspection round', 'Nonconformities', 'Other defects'],
    ['Guarantee class', 'Brake lining, Front brakes', 'Major repair', '20000 km', '100 days'],
  ],
  [
    'zh',
    ['维修', '一级维护、小修及专项修理', '已返工', '让步放行', '不合格 (7.5 mm)', '尽快处理'],
    ['制动摩擦片', '二轴左外', '12.6 伏', '质检员', '主修技师', '检查项'],
    ['质保类别', '制动摩擦片、前轴制动器', '整车修理或总成修理', '20000 km', '100 天'],
  ],
] as const)(
  'the sheet and the card show names instead of codes in the language %s',
  async (language, results, readings, onCard) => {
    const of = { ...full(2, '制动'), station: { ...facts.station, language } };
    const outcomes = ['redone', 'concession'] as const;
    const measured = { ...of.wear[0]!, part: 'brake_lining', position: '2LO', value: '12.6', unit: 'volt' };
    const sheet = inspectionSheet(
      {
        ...of,
        points: of.points.map((point) => ({ ...point, unit: 'mm' })),
        nonconformities: of.nonconformities.map((each, index) => ({ ...each, outcome: outcomes[index]! })),
        wear: [measured],
      },
      at,
    );
    const card = guaranteeCertificate(of, at);
    const inSheet = JSON.stringify(sheet);
    for (const each of [...results, ...readings]) expect([each, inSheet.includes(each)]).toEqual([each, true]);
    for (const each of onCard) expect([each, JSON.stringify(card).includes(each)]).toEqual([each, true]);
    for (const document of [sheet, card]) {
      const { kind: _, ...printed } = document;
      expect(codesIn(JSON.stringify(printed))).toEqual([]);
      expect(codesIn(textOfPdf(await renderDocument(document)).join(' '))).toEqual([]);
    }
  },
);

/** Facts of an inspection with the given number of points, faults and readings. */
function full(count: number, text: string): DocumentFacts {
  const list = <T>(made: (index: number) => T) => Array.from({ length: count }, (_, index) => made(index));
  const at = { inspectorId: 'x', notedAt: new Date(0), raisedAt: new Date(0), measuredAt: new Date(0) };
  return {
    ...facts,
    items: list((index) => ({ itemId: String(index), workKind: 'repair', guaranteeClass: 'minor', outcome: 'done' })),
    specification: list((index) => ({
      code: `p${index}`,
      descriptionEn: `Point ${index}`,
      descriptionZh: `检验要点 ${index}`,
    })) as never,
    points: list((index) => ({ pointId: `p${index}`, result: 'not_ok', value: '7.5', unit: 'bar', ...at })) as never,
    roadTest: { distanceKm: '12.5', ...at } as never,
    defects: list((index) => ({ defectId: `d${index}`, severity: 'soon', unsafe: index % 2 === 0, ...at })) as never,
    nonconformities: list((index) => ({ nonconformityId: `n${index}`, outcome: 'redone', ...at })) as never,
    wear: list((index) => ({
      part: 'tyre',
      position: `L${index}`,
      value: '7.5',
      unit: 'mm',
      limit: '3',
      kmLeft: 9_000,
      ...at,
    })) as never,
    texts: Object.fromEntries([
      ...list((index) => [about.point(`p${index}`), text]),
      ...list((index) => [`d${index}`, text]),
      ...list((index) => [`n${index}`, text]),
      [about.route, text],
      [about.roadTest, text],
    ]) as Record<string, string>,
    guarantees: list((index) => ({
      itemId: String(index),
      workKind: 'repair',
      guaranteeClass: 'major',
      componentCodes: ['013001017', '013001018'],
      distanceKm: 20_000,
      days: 100,
    })) as never,
  };
}

const han = (letters: number) => '空车制动时方向盘抖动，'.repeat(Math.ceil(letters / 11)).slice(0, letters);

test.each([
  ['the sheet', inspectionSheet],
  ['the card', guaranteeCertificate],
])(
  '%s has no misplaced text with 1 to 30 entries',
  async (_, documentOf) => {
    const faults: string[] = [];
    // `libs/documents` tries each number for the layout that all documents share.
    for (const count of [1, 2, 3, 6, 10, 13, 20, 25, 30]) {
      const text =
        count % 10 === 0 ? han(400) : count % 3 === 0 ? 'The lining is worn, and the drum is scored. ' : '摩擦片磨损';
      const bytes = await renderDocument(documentOf(full(count, text), at));
      faults.push(...misplaced(bytes).map((fault) => `${count}: ${fault}`));
    }
    expect(faults).toEqual([]);
  },
  120_000,
);

test('the largest possible sheet lays out each different word once', async () => {
  const document = inspectionSheet(full(100, han(80)), at);
  expect(() => checkLength(document)).not.toThrow();
  const before = layouts.count;
  const bytes = await renderDocument(document);
  expect(layouts.count - before).toBeLessThan(1_000);
  expect(misplaced(bytes)).toEqual([]);
}, 60_000);
