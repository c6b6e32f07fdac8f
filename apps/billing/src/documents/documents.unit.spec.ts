import { GetStatementResponse } from '@waystation/contracts/billing/v1/service';
import { StationState } from '@waystation/contracts/network/v1/state';
import { checkLength, layouts, misplaced, renderDocument, textOfPdf } from '@waystation/documents/testing';
import { codesIn, Names } from '@waystation/names';
import { minute } from '@waystation/testing/model';
import type { StatementRead } from '../store/read-statement.ts';
import { party, priceList } from '../../testing/a-visit.ts';
import { invoiceDocument } from './invoice-document.ts';
import { statementDocument } from './statement-document.ts';

const station = StationState.fromPartial({
  name: 'North Gate',
  address: '9 Ring Road',
  phone: '400 100 200',
  timeZone: 'Asia/Shanghai',
  language: 'zh',
});

/** Statement with a number of lines, distributed over the payers. */
function aStatement(lines: number, payers: readonly string[], description: string, currency = 'CNY'): StatementRead {
  const net = { unitPriceMinor: 271_400n, netMinor: 271_400n };
  const statement = GetStatementResponse.fromPartial({
    currency,
    orderRevision: 3,
    statementRevision: 2,
    drawnAt: minute(0),
    lines: Array.from({ length: lines }, (_, index) => ({
      ...{
        lineId: String(index),
        kind: 'labour',
        code: '013-001-017',
        description,
        quantity: '1.5',
        unit: 'hour',
        priceList,
      },
      ...{ payer: payers[index % payers.length]!, taxCategory: 'standard', taxRatePercent: '13', ...net },
    })),
    taxes: payers.map((payer) => ({
      payer,
      taxCategory: 'standard',
      taxRatePercent: '13',
      netMinor: 271_400n,
      taxMinor: 0n,
    })),
    totals: payers.map((payer) => ({ payer, netMinor: 271_400n, taxMinor: 0n, amountMinor: 271_400n })),
    courtesies: [description],
  });
  return {
    statement,
    names: new Names([{ kind: 'tax_category', entries: [{ code: 'standard', nameEn: 'VAT', nameZh: '增值税' }] }]),
    addressee: { ...party, language: 'zh', plate: '沪A·D8231', vin: 'LZZ7CLVC6KC214406', odometerKm: 286_520 },
  };
}

const invoice = { year: 2026, sequence: 17, payer: 'customer', purchaseOrderNumber: 'PO-1' };
const everybody = ['customer', 'warranty', 'campaign', 'contract', 'goodwill', 'insurer', 'internal'];
const documents = [
  ['the statement', (read: StatementRead) => statementDocument(read, station)],
  ['the invoice', (read: StatementRead) => invoiceDocument(read, invoice, station, minute(0))],
] as const;

test.each(documents)(
  '%s is laid out correctly with 1 to 30 lines',
  async (_, documentOf) => {
    const faults: string[] = [];
    // `libs/documents` tries each number for the layout that all documents share.
    for (const count of [1, 2, 3, 6, 7, 10, 13, 20, 25, 30]) {
      const description =
        count % 10 === 0
          ? 'Brake linings of the rear axle, both sides, relined and run in. '.repeat(4)
          : count % 3 === 0
            ? 'Brake linings of the rear axle, both sides, relined and run in'
            : '更换制动摩擦片';
      const payers = everybody.slice(0, 1 + (count % everybody.length));
      const bytes = await renderDocument(documentOf(aStatement(count, payers, description)));
      faults.push(...misplaced(bytes).map((fault) => `${count}: ${fault}`));
    }
    expect(faults).toEqual([]);
  },
  120_000,
);

const largest = () => aStatement(340, ['customer'], '更换制动摩擦片'.repeat(16).slice(0, 110));

test.each(documents)('%s of the largest order stays below the maximum document length', (_, documentOf) => {
  expect(() => checkLength(documentOf(largest()))).not.toThrow();
});

test('the statement of the largest order lays out each different word once', async () => {
  const document = statementDocument(largest(), station);
  const before = layouts.count;
  const bytes = await renderDocument(document);
  expect(layouts.count - before).toBeLessThan(1_000);
  expect(misplaced(bytes)).toEqual([]);
}, 60_000);

test.each([
  ['RWF', '271,400'],
  ['CNY', '2,714.00'],
  ['KWD', '271.400'],
])('an invoice in %s prints amounts with the decimals of the currency', async (currency, amount) => {
  const read = aStatement(1, ['customer'], '更换制动摩擦片', currency);
  const printed = textOfPdf(await renderDocument(invoiceDocument(read, invoice, station, minute(0)))).join('');
  expect(printed).toContain(`${currency} ${amount}`);
});

test.each([
  ['en', ['Labour', '1.5 h', 'VAT 13 %']],
  ['zh', ['工时', '1.5 小时', '增值税 13 %']],
] as const)('statement and invoice print names in the language and no codes: %s', async (language, printed) => {
  const read = aStatement(7, everybody, '更换制动摩擦片');
  const inLanguage = { ...read, addressee: { ...read.addressee, language } };
  for (const [, documentOf] of documents) {
    const document = documentOf(inLanguage);
    for (const each of printed) expect([each, JSON.stringify(document).includes(each)]).toEqual([each, true]);
    expect(codesIn(JSON.stringify(document))).toEqual([]);
    expect(codesIn(textOfPdf(await renderDocument(document)).join(' '))).toEqual([]);
  }
  const payers = statementDocument(inLanguage, station).sections!.map(({ title }) => title);
  expect(payers).toContain(language === 'zh' ? '善意索赔' : 'Recall campaign');
});
