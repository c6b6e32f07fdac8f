import { dayText, paperLanguage, type Paper, type PaperLanguage } from '@waystation/documents';
import type { PaperFacts } from '../store/paper-facts.ts';
import { guaranteeClassWords, numberOf, workKindWords } from './work-words.ts';

const dayMs = 24 * 60 * 60_000;

interface CardWords {
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

const cardWords: Readonly<Record<PaperLanguage, CardWords>> = {
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
export function guaranteeCertificate(facts: PaperFacts, at: Date): Paper {
  const { station, vin, odometerKm, guarantees, inspector } = facts;
  const language = paperLanguage(station.language);
  const words = cardWords[language];
  const lastDay = (days: number) => dayText(new Date(Number(at) + days * dayMs), station.zone);
  return {
    kind: 'guarantee_certificate',
    language,
    title: words.title,
    number: numberOf(facts),
    station,
    facts: [
      ['VIN', vin],
      ...(odometerKm === null ? [] : [[words.odometer, `${odometerKm} km`] as const]),
      [words.from, dayText(at, station.zone)],
    ],
    sections: [
      {
        title: words.guarantees,
        table: {
          columns: [
            { title: words.workKind },
            { title: words.guaranteeClass },
            { title: words.components },
            { title: words.distance, align: 'right' },
            { title: words.days, align: 'right' },
            { title: words.until, align: 'right' },
          ],
          rows: guarantees.map(({ workKind, guaranteeClass, componentCodes, distanceKm, days }) => [
            workKindWords(workKind, language),
            guaranteeClassWords(guaranteeClass, language),
            componentCodes.join(', '),
            distanceKm > 0 ? `${distanceKm} km` : words.anyDistance,
            String(days),
            lastDay(days),
          ]),
        },
      },
    ],
    notes: [words.first],
    signatures: [{ role: words.inspector, name: inspector, at, how: words.confirmed }],
    createdAt: at,
  };
}
