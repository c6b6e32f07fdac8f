import {
  paperLanguage,
  timeText,
  type Paper,
  type PaperFact,
  type PaperLanguage,
  type PaperPoint,
  type PaperSection,
  type PaperTable,
} from '@waystation/documents';
import { about } from '../model/inspection.ts';
import type { PaperFacts } from '../store/paper-facts.ts';
import { sheetWords, type SheetWords } from './sheet-words.ts';
import { guaranteeClassWords, numberOf, workKindWords } from './work-words.ts';

/** What was inspected, by whom, by what, and what was found. */
export function inspectionSheet(facts: PaperFacts, at: Date): Paper {
  const { station, inspector } = facts;
  const language = paperLanguage(station.language);
  const words = sheetWords[language];
  return {
    kind: 'inspection_sheet',
    language,
    title: words.title,
    number: numberOf(facts),
    station,
    facts: head(facts, words, language === 'zh'),
    sections: [
      { title: words.items, table: itemTable(facts, words, language) },
      { title: words.points, points: pointsOf(facts, words, language === 'zh') },
      ...roadTestOf(facts, words),
      ...wearOf(facts, words),
      ...foundOf(facts, words),
    ],
    signatures: [{ role: words.inspector, name: inspector, at, how: words.confirmed }],
    createdAt: at,
  };
}

function head(facts: PaperFacts, words: SheetWords, isZh: boolean): PaperFact[] {
  const { round, orderRevision, odometerKm, vin, leadTechnician, washedAt, station } = facts;
  const all: PaperFact[] = [
    ['VIN', vin],
    [words.odometer, odometerKm === null ? '' : `${odometerKm} km`],
    [words.orderRevision, String(orderRevision)],
    [words.round, String(round)],
    [words.specification, isZh ? facts.specificationZh : facts.specificationEn],
    [words.inspector, facts.inspector],
    [words.leadTechnician, leadTechnician],
    [words.washed, washedAt ? timeText(washedAt, station.zone) : ''],
  ];
  return all.filter(([, value]) => value !== '');
}

function itemTable({ items }: PaperFacts, words: SheetWords, language: PaperLanguage): PaperTable {
  return {
    columns: [
      { title: words.number, width: 'auto' },
      { title: words.workKind },
      { title: words.guaranteeClass },
      { title: words.outcome },
    ],
    rows: items.map(({ workKind, guaranteeClass, outcome }, index) => [
      String(index + 1),
      workKindWords(workKind, language),
      guaranteeClassWords(guaranteeClass, language),
      words.outcomes[outcome] ?? outcome,
    ]),
  };
}

function pointsOf({ specification, points, words: notes }: PaperFacts, words: SheetWords, isZh: boolean): PaperPoint[] {
  return specification.map(({ code, wordsEn, wordsZh }) => {
    const found = points.find(({ pointId }) => pointId === code);
    const measured = found && found.value !== '' ? ` (${[found.value, found.unit].join(' ').trim()})` : '';
    const note = notes[about.point(code)];
    return {
      words: isZh ? wordsZh : wordsEn,
      result: found ? `${words.results[found.result] ?? found.result}${measured}` : '',
      ...(note !== undefined && { note }),
    };
  });
}

function roadTestOf({ roadTest, words: notes, leadTechnician }: PaperFacts, words: SheetWords): PaperSection[] {
  if (!roadTest) return [];
  const facts: PaperFact[] = [
    [words.distance, `${roadTest.distanceKm} km`],
    [words.route, notes[about.route] ?? ''],
    [words.leadTechnician, leadTechnician],
  ];
  const text = notes[about.roadTest];
  return [{ title: words.roadTest, facts, ...(text !== undefined && { text }) }];
}

function wearOf({ wear }: PaperFacts, words: SheetWords): PaperSection[] {
  if (wear.length === 0) return [];
  return [
    {
      title: words.wear,
      table: {
        columns: [
          { title: words.part },
          { title: words.position },
          { title: words.value, align: 'right' },
          { title: words.limit, align: 'right' },
          { title: words.kmLeft, align: 'right' },
        ],
        rows: wear.map(({ part, position, value, unit, limit, kmLeft }) => [
          words.parts[part] ?? part,
          position,
          `${value} ${unit}`,
          limit === '' ? '' : `${limit} ${unit}`,
          kmLeft > 0 ? `${kmLeft} km` : '',
        ]),
      },
    },
  ];
}

function foundOf({ defects, nonconformities, words: notes }: PaperFacts, words: SheetWords): PaperSection[] {
  const noted = defects.map(({ defectId, severity, unsafe }) => ({
    words: notes[defectId] ?? '',
    result: [words.severities[severity] ?? severity, ...(unsafe ? [words.unsafe] : [])].join(', '),
  }));
  const raised = nonconformities.map(({ nonconformityId, outcome }) => ({
    words: notes[nonconformityId] ?? '',
    result: words.outcomes[outcome ?? ''] ?? '',
  }));
  return [
    ...(noted.length > 0 ? [{ title: words.defects, points: noted }] : []),
    ...(raised.length > 0 ? [{ title: words.nonconformities, points: raised }] : []),
  ];
}
