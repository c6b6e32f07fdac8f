import { dayText, documentLanguage, type DocumentData, type DocumentLanguage } from '@waystation/documents';
import type { DocumentFacts } from '../store/document-facts.ts';
import { guaranteeClassLabels, numberOf, workKindLabels } from './work-labels.ts';

const dayMs = 24 * 60 * 60_000;

interface CardLabels {
  title: string;
  odometer: string;
  from: string;
  guarantees: string;
  workKind: string;
  guaranteeClass: string;
  distance: string;
  days: string;
  until: string;
  components: string;
  anyDistance: string;
  first: string;
  inspector: string;
  confirmed: string;
}

const cardLabels: Readonly<Record<DocumentLanguage, CardLabels>> = {
  en: {
    title: 'Quality guarantee certificate',
    odometer: 'Odometer at reception',
    from: 'Guaranteed from',
    guarantees: 'What the station stands for',
    workKind: 'Kind of work',
    guaranteeClass: 'Class',
    distance: 'Distance',
    days: 'Days',
    until: 'Until',
    components: 'Components',
    anyDistance: 'any',
    first: 'The guarantee of a work ends by distance or by time, whichever comes first.',
    inspector: 'Inspector',
    confirmed: 'Signed in as inspector',
  },
  zh: {
    title: '质量保证卡',
    odometer: '接车里程',
    from: '质保起始日',
    guarantees: '质保项目',
    workKind: '作业类别',
    guaranteeClass: '质保类别',
    distance: '里程',
    days: '天数',
    until: '截止日期',
    components: '部件代码',
    anyDistance: '不限',
    first: '质保期按里程或时间计算，以先到者为准。',
    inspector: '质检技术员',
    confirmed: '质检员登录确认',
  },
};

/** What the station stands for, item by item. */
export function guaranteeCertificate(facts: DocumentFacts, at: Date): DocumentData {
  const { station, vin, odometerKm, guarantees, inspector } = facts;
  const language = documentLanguage(station.language);
  const labels = cardLabels[language];
  const lastDay = (days: number) => dayText(new Date(Number(at) + days * dayMs), station.zone);
  return {
    kind: 'guarantee_certificate',
    language,
    title: labels.title,
    number: numberOf(facts),
    station,
    facts: [
      ['VIN', vin],
      ...(odometerKm === null ? [] : [[labels.odometer, `${odometerKm} km`] as const]),
      [labels.from, dayText(at, station.zone)],
    ],
    sections: [
      {
        title: labels.guarantees,
        table: {
          columns: [
            { title: labels.workKind },
            { title: labels.guaranteeClass },
            { title: labels.components },
            { title: labels.distance, align: 'right' },
            { title: labels.days, align: 'right' },
            { title: labels.until, align: 'right' },
          ],
          rows: guarantees.map(({ workKind, guaranteeClass, componentCodes, distanceKm, days }) => [
            workKindLabels(workKind, language),
            guaranteeClassLabels(guaranteeClass, language),
            componentCodes.join(', '),
            distanceKm > 0 ? `${distanceKm} km` : labels.anyDistance,
            String(days),
            lastDay(days),
          ]),
        },
      },
    ],
    notes: [labels.first],
    signatures: [{ role: labels.inspector, name: inspector, at, how: labels.confirmed }],
    createdAt: at,
  };
}
