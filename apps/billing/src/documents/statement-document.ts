import type { StationState } from '@waystation/contracts/network/v1/state';
import { documentLanguage, type DocumentData, type DocumentLanguage } from '@waystation/documents';
import type { StatementRead } from '../store/read-statement.ts';
import { chargesTable, chargeLabels, documentParty, documentStation, vehicleFacts } from './charges.ts';

interface StatementLabels {
  title: string;
  orderRevision: string;
  statementRevision: string;
  courtesies: string;
  noCharge: string;
  byQuote: string;
}

const statementLabels: Readonly<Record<DocumentLanguage, StatementLabels>> = {
  en: {
    title: 'Settlement statement',
    orderRevision: 'Repair order revision',
    statementRevision: 'Statement revision',
    courtesies: 'Done free of charge',
    noCharge: 'free of charge',
    byQuote: 'Lines are charged as quoted, by the published price list whose number is stated.',
  },
  zh: {
    title: '结算单',
    orderRevision: '任务委托书版本',
    statementRevision: '结算单版本',
    courtesies: '免费处理项目',
    noCharge: '免费',
    byQuote: '各项均按报价结算，并注明所依据的公开价格表编号。',
  },
};

/** Amounts due, payer by payer. The same statement always makes the same document. */
export function statementDocument({ statement, addressee, names }: StatementRead, station: StationState): DocumentData {
  const language = documentLanguage(addressee.language || station.language);
  const labels = statementLabels[language];
  const charges = chargeLabels[language];
  const { totals, courtesies } = statement;
  return {
    kind: 'statement',
    language,
    title: labels.title,
    station: documentStation(station),
    parties: [documentParty(charges.customer, addressee, charges)],
    facts: [
      ...vehicleFacts(addressee, charges),
      [labels.orderRevision, String(statement.orderRevision)],
      [labels.statementRevision, String(statement.statementRevision)],
    ],
    sections: [
      ...totals.map(({ payer }) => ({
        title: names.of('payer', payer, language),
        table: chargesTable(payer, statement, names, language),
      })),
      ...(courtesies.length > 0
        ? [{ title: labels.courtesies, points: courtesies.map((each) => ({ text: each, result: labels.noCharge })) }]
        : []),
    ],
    notes: [labels.byQuote],
    createdAt: statement.drawnAt!,
  };
}
