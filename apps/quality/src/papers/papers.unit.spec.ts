import { StationState } from '@waystation/contracts/network/v1/state';
import type { PaperFacts } from '../store/paper-facts.ts';
import { assuranceCard } from './assurance-card.ts';
import { inspectionSheet } from './inspection-sheet.ts';

const at = new Date('2026-03-02T08:00:00Z');
const facts: PaperFacts = {
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
  words: {},
  washedAt: at,
  guarantees: [],
  inspector: '赵敏',
  leadTechnician: '林峰',
  station: StationState.fromPartial({ name: 'North Gate', zone: 'Asia/Shanghai', language: 'zh', jurisdiction: 'CN' }),
};

test.each([
  ['the sheet', inspectionSheet],
  ['the card', assuranceCard],
])('%s names the truck by its VIN, and itself by a number that can be said', (_, paperOf) => {
  const paper = paperOf(facts, at);
  expect(paper.number).toBe('ABCD1234/2');
  expect(paper.facts).toContainEqual(['VIN', 'LZZ7CLVC6KC214406']);
  expect(JSON.stringify(paper)).not.toMatch(/01980000/);
});
