import type { StationState } from '@waystation/contracts/network/v1/state';
import { paperLanguage, type Paper, type PaperLanguage } from '@waystation/documents';
import type { StatementRead } from '../store/read-statement.ts';
import { chargesTable, chargeWords, paperParty, paperStation, truckFacts } from './charges.ts';

interface StatementWords {
  title: string;
  orderRevision: string;
  statementRevision: string;
  courtesies: string;
  noCharge: string;
  byQuote: string;
}

const statementWords: Readonly<Record<PaperLanguage, StatementWords>> = {
  en: {
    title: 'Settlement statement',
    orderRevision: 'Repair order, revision',
    statementRevision: 'Statement, revision',
    courtesies: 'Mended without charge',
    noCharge: 'no charge',
    byQuote: 'Lines are charged as they were quoted, by the published price list that each of them names.',
  },
  zh: {
    title: '结算单',
    orderRevision: '任务委托书版本',
    statementRevision: '结算单版本',
    courtesies: '免费处理项目',
    noCharge: '免费',
    byQuote: '各项均按报价结算，并注明所依据的公开价格表。',
  },
};

/** What is to be paid, payer by payer. The same statement makes the same paper. */
export function statementPaper({ statement, addressee }: StatementRead, station: StationState): Paper {
  const language = paperLanguage(addressee.language || station.language);
  const words = statementWords[language];
  const charges = chargeWords[language];
  const { totals, courtesies } = statement;
  return {
    kind: 'statement',
    language,
    title: words.title,
    station: paperStation(station),
    parties: [paperParty(charges.customer, addressee, charges)],
    facts: [
      ...truckFacts(addressee, charges),
      [words.orderRevision, String(statement.orderRevision)],
      [words.statementRevision, String(statement.statementRevision)],
    ],
    sections: [
      ...totals.map(({ payer }) => ({ title: charges.payer(payer), table: chargesTable(payer, statement, charges) })),
      ...(courtesies.length > 0
        ? [{ title: words.courtesies, points: courtesies.map((each) => ({ words: each, result: words.noCharge })) }]
        : []),
    ],
    notes: [words.byQuote],
    createdAt: statement.drawnAt!,
  };
}
