import {
  documentLanguage,
  timeText,
  type DocumentData,
  type DocumentFact,
  type DocumentLanguage,
  type DocumentPoint,
  type DocumentSection,
  type DocumentTable,
} from '@waystation/documents';
import type { Names } from '@waystation/names';
import { about } from '../model/inspection-texts.ts';
import type { DocumentFacts } from '../store/document-facts.ts';
import { numberOf } from './document-number.ts';
import { sheetLabels, type SheetLabels } from './sheet-labels.ts';

/** Contents of the inspection sheet: inspected work, inspector, specification and results. */
export function inspectionSheet(facts: DocumentFacts, at: Date): DocumentData {
  const { station, inspector } = facts;
  const language = documentLanguage(station.language);
  const labels = sheetLabels[language];
  return {
    kind: 'inspection_sheet',
    language,
    title: labels.title,
    number: numberOf(facts),
    station,
    facts: head(facts, labels, language === 'zh'),
    sections: [
      { title: labels.items, table: itemTable(facts, labels, language) },
      { title: labels.points, points: pointsOf(facts, language) },
      ...roadTestOf(facts, labels),
      ...wearOf(facts, labels, language),
      ...foundOf(facts, labels, language),
    ],
    signatures: [{ role: labels.inspector, name: inspector, at, how: labels.confirmed }],
    createdAt: at,
  };
}

function head(facts: DocumentFacts, labels: SheetLabels, isZh: boolean): DocumentFact[] {
  const { round, orderRevision, odometerKm, vin, leadTechnician, washedAt, station } = facts;
  const all: DocumentFact[] = [
    ['VIN', vin],
    [labels.odometer, odometerKm === null ? '' : `${odometerKm} km`],
    [labels.orderRevision, String(orderRevision)],
    [labels.round, String(round)],
    [labels.specification, isZh ? facts.specificationZh : facts.specificationEn],
    [labels.inspector, facts.inspector],
    [labels.leadTechnician, leadTechnician],
    [labels.washed, washedAt ? timeText(washedAt, station.timeZone) : ''],
  ];
  return all.filter(([, value]) => value !== '');
}

function itemTable({ items, names }: DocumentFacts, labels: SheetLabels, language: DocumentLanguage): DocumentTable {
  return {
    columns: [
      { title: labels.number, width: 'auto' },
      { title: labels.workKind },
      { title: labels.guaranteeClass },
      { title: labels.outcome },
    ],
    rows: items.map(({ workKind, guaranteeClass, outcome }, index) => [
      String(index + 1),
      names.of('work_kind', workKind, language),
      names.of('guarantee_class', guaranteeClass, language),
      names.of('item_outcome', outcome, language),
    ]),
  };
}

function pointsOf(
  { specification, points, texts: notes, names }: DocumentFacts,
  language: DocumentLanguage,
): DocumentPoint[] {
  return specification.map(({ code, descriptionEn, descriptionZh }) => {
    const found = points.find(({ pointId }) => pointId === code);
    const measured = found && found.value !== '' ? ` (${measuredText(found.value, found.unit, names, language)})` : '';
    const note = notes[about.point(code)];
    return {
      text: language === 'zh' ? descriptionZh : descriptionEn,
      result: found ? `${names.of('point_result', found.result, language)}${measured}` : '',
      ...(note !== undefined && { note }),
    };
  });
}

function roadTestOf({ roadTest, texts: notes, leadTechnician }: DocumentFacts, labels: SheetLabels): DocumentSection[] {
  if (!roadTest) return [];
  const facts: DocumentFact[] = [
    [labels.distance, `${roadTest.distanceKm} km`],
    [labels.route, notes[about.route] ?? ''],
    [labels.leadTechnician, leadTechnician],
  ];
  const text = notes[about.roadTest];
  return [{ title: labels.roadTest, facts, ...(text !== undefined && { text }) }];
}

function wearOf({ wear, names }: DocumentFacts, labels: SheetLabels, language: DocumentLanguage): DocumentSection[] {
  if (wear.length === 0) return [];
  return [
    {
      title: labels.wear,
      table: {
        columns: [
          { title: labels.part },
          { title: labels.position },
          { title: labels.value, align: 'right' },
          { title: labels.limit, align: 'right' },
          { title: labels.kmLeft, align: 'right' },
        ],
        rows: wear.map(({ part, position, value, unit, limit, kmLeft }) => [
          names.of('wear_part', part, language),
          names.of('wear_position', position, language),
          measuredText(value, unit, names, language),
          limit === '' ? '' : measuredText(limit, unit, names, language),
          kmLeft > 0 ? `${kmLeft} km` : '',
        ]),
      },
    },
  ];
}

function foundOf(
  { defects, nonconformities, texts: notes, names }: DocumentFacts,
  labels: SheetLabels,
  language: DocumentLanguage,
): DocumentSection[] {
  const noted = defects.map(({ defectId, severity, unsafe }) => ({
    text: notes[defectId] ?? '',
    result: [names.of('urgency', severity, language), ...(unsafe ? [labels.unsafe] : [])].join(
      language === 'zh' ? '，' : ', ',
    ),
  }));
  const raised = nonconformities.map(({ nonconformityId, outcome }) => ({
    text: notes[nonconformityId] ?? '',
    result: names.of('item_outcome', outcome ?? '', language),
  }));
  return [
    ...(noted.length > 0 ? [{ title: labels.defects, points: noted }] : []),
    ...(raised.length > 0 ? [{ title: labels.nonconformities, points: raised }] : []),
  ];
}

/** Measured value with its unit: `7.5 mm`. */
function measuredText(value: string, unit: string, names: Names, language: DocumentLanguage): string {
  return `${value} ${names.of('unit', unit, language)}`.trim();
}
