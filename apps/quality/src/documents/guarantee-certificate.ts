import type { Language, Names } from '@waystation/names';
import { dayText, documentLanguage, type DocumentData, type DocumentLanguage } from '@waystation/documents';
import type { DocumentFacts } from '../store/document-facts.ts';
import { numberOf } from './document-number.ts';

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
    title: 'Guarantee certificate',
    odometer: 'Odometer at reception',
    from: 'Guaranteed from',
    guarantees: 'Guaranteed work',
    workKind: 'Work type',
    guaranteeClass: 'Guarantee class',
    distance: 'Distance',
    days: 'Duration',
    until: 'Valid until',
    components: 'Components',
    anyDistance: 'unlimited',
    first: 'The guarantee ends at the stated distance or on the stated day, whichever comes first.',
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
    days: '期限',
    until: '截止日期',
    components: '部件',
    anyDistance: '不限',
    first: '质保期按里程或时间计算，以先到者为准。',
    inspector: '质检员',
    confirmed: '质检员登录确认',
  },
};

/** Contents of the guarantee certificate, item by item. */
export function guaranteeCertificate(facts: DocumentFacts, at: Date): DocumentData {
  const { station, vin, odometerKm, guarantees, inspector, names } = facts;
  const language = documentLanguage(station.language);
  const labels = cardLabels[language];
  const lastDay = (days: number) => dayText(new Date(Number(at) + days * dayMs), station.timeZone);
  return {
    kind: 'guarantee_certificate',
    language,
    title: labels.title,
    number: numberOf(facts),
    station,
    facts: [
      ['VIN', vin],
      ...(odometerKm === null ? [] : [[labels.odometer, `${odometerKm} km`] as const]),
      [labels.from, dayText(at, station.timeZone)],
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
            names.of('work_kind', workKind, language),
            names.of('guarantee_class', guaranteeClass, language),
            componentsOf(componentCodes, names, language),
            distanceKm > 0 ? `${distanceKm} km` : labels.anyDistance,
            `${days} ${names.of('limit_unit', 'days', language)}`,
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

/** Names of components; a component without a name gets that of its assembly or system. */
function componentsOf(codes: readonly string[], names: Names, language: Language): string {
  const nameOf = (code: string) =>
    [code, `${code.slice(0, 6)}000`, `${code.slice(0, 3)}000000`]
      .map((each) => names.find('component', each, language))
      .find((name) => name !== undefined);
  const found = codes.map(nameOf).filter((name) => name !== undefined);
  return [...new Set(found)].join(language === 'zh' ? '、' : ', ');
}
