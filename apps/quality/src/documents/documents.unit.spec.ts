import { checkLength, misplaced, renderDocument } from '@waystation/documents/testing';
import { StationState } from '@waystation/contracts/network/v1/state';
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
  inspector: '赵敏',
  leadTechnician: '林峰',
  station: StationState.fromPartial({ name: 'North Gate', zone: 'Asia/Shanghai', language: 'zh', jurisdiction: 'CN' }),
};

test.each([
  ['the sheet', inspectionSheet],
  ['the card', guaranteeCertificate],
])('%s names the truck by its VIN, and itself by a number that can be said', (_, documentOf) => {
  const document = documentOf(facts, at);
  expect(document.number).toBe('ABCD1234/2');
  expect(document.facts).toContainEqual(['VIN', 'LZZ7CLVC6KC214406']);
  expect(JSON.stringify(document)).not.toMatch(/01980000/);
});

/** Facts of an inspection with the number of points, faults and readings. */
function full(count: number, words: string): DocumentFacts {
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
      ...list((index) => [about.point(`p${index}`), words]),
      ...list((index) => [`d${index}`, words]),
      ...list((index) => [`n${index}`, words]),
      [about.route, words],
      [about.roadTest, words],
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
  '%s has everything in its place with 1 to 30 entries',
  async (_, documentOf) => {
    const faults: string[] = [];
    for (let count = 1; count <= 30; count += 1) {
      const words =
        count % 10 === 0 ? han(400) : count % 3 === 0 ? 'The lining is worn, and the drum is scored. ' : '摩擦片磨损';
      const bytes = await renderDocument(documentOf(full(count, words), at));
      faults.push(...misplaced(bytes).map((fault) => `${count}: ${fault}`));
    }
    expect(faults).toEqual([]);
  },
  120_000,
);

test('the sheet is made within seconds at the largest that can be recorded', async () => {
  const document = inspectionSheet(full(100, han(80)), at);
  expect(() => checkLength(document)).not.toThrow();
  const before = process.cpuUsage();
  const bytes = await renderDocument(document);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000_000).toBeLessThan(8);
  expect(misplaced(bytes)).toEqual([]);
}, 60_000);
