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
import { about } from '../model/inspection-texts.ts';
import type { DocumentFacts } from '../store/document-facts.ts';
import { sheetLabels, type SheetLabels } from './sheet-labels.ts';
import { guaranteeClassLabels, numberOf, workKindLabels } from './work-labels.ts';

/** What was inspected, by whom, by what, and what was found. */
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
      { title: labels.points, points: pointsOf(facts, labels, language === 'zh') },
      ...roadTestOf(facts, labels),
      ...wearOf(facts, labels),
      ...foundOf(facts, labels),
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
    [labels.washed, washedAt ? timeText(washedAt, station.zone) : ''],
  ];
  return all.filter(([, value]) => value !== '');
}

function itemTable({ items }: DocumentFacts, labels: SheetLabels, language: DocumentLanguage): DocumentTable {
  return {
    columns: [
      { title: labels.number, width: 'auto' },
      { title: labels.workKind },
      { title: labels.guaranteeClass },
      { title: labels.outcome },
    ],
    rows: items.map(({ workKind, guaranteeClass, outcome }, index) => [
      String(index + 1),
      workKindLabels(workKind, language),
      guaranteeClassLabels(guaranteeClass, language),
      labels.outcomes[outcome] ?? outcome,
    ]),
  };
}

function pointsOf(
  { specification, points, texts: notes }: DocumentFacts,
  labels: SheetLabels,
  isZh: boolean,
): DocumentPoint[] {
  return specification.map(({ code, descriptionEn, descriptionZh }) => {
    const found = points.find(({ pointId }) => pointId === code);
    const measured = found && found.value !== '' ? ` (${[found.value, found.unit].join(' ').trim()})` : '';
    const note = notes[about.point(code)];
    return {
      text: isZh ? descriptionZh : descriptionEn,
      result: found ? `${labels.results[found.result] ?? found.result}${measured}` : '',
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

function wearOf({ wear }: DocumentFacts, labels: SheetLabels): DocumentSection[] {
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
          labels.parts[part] ?? part,
          position,
          `${value} ${unit}`,
          limit === '' ? '' : `${limit} ${unit}`,
          kmLeft > 0 ? `${kmLeft} km` : '',
        ]),
      },
    },
  ];
}

function foundOf({ defects, nonconformities, texts: notes }: DocumentFacts, labels: SheetLabels): DocumentSection[] {
  const noted = defects.map(({ defectId, severity, unsafe }) => ({
    text: notes[defectId] ?? '',
    result: [labels.severities[severity] ?? severity, ...(unsafe ? [labels.unsafe] : [])].join(', '),
  }));
  const raised = nonconformities.map(({ nonconformityId, outcome }) => ({
    text: notes[nonconformityId] ?? '',
    result: labels.outcomes[outcome ?? ''] ?? '',
  }));
  return [
    ...(noted.length > 0 ? [{ title: labels.defects, points: noted }] : []),
    ...(raised.length > 0 ? [{ title: labels.nonconformities, points: raised }] : []),
  ];
}
