import type { StatementLine, Unpublished } from './statement.ts';

/** Published fee that was not quoted. */
export interface AddedFee {
  code: string;
  payer: string;
  /** Empty for a fee of the whole order. */
  itemId: string;
}

/** Work done by another firm. */
export interface SubletWork {
  description: string;
  /** Without tax. */
  amountMinor: bigint;
  taxCategory: string;
  payer: string;
  /** Empty for work on the whole order. */
  itemId: string;
}

/** Lines that were not quoted, and codes without a published price or tax. */
export interface AddedLines {
  lines: StatementLine[];
  unpublished: Unpublished[];
}

/** Price of a fee, published for the station and in force at the time. */
export interface PublishedFee {
  amountMinor: bigint;
  taxCategory: string;
  /** Decimal number, in percent. */
  taxRatePercent: string;
  /** Key of the price list version that contains it. */
  priceList: string;
  descriptionEn: string;
  descriptionZh: string;
}

/** Fees and taxes published for the station and in force at the time; undefined for an unknown code. */
export interface Published {
  feeOf: (code: string) => PublishedFee | undefined;
  taxOf: (category: string) => Pick<PublishedFee, 'taxCategory' | 'taxRatePercent' | 'priceList'> | undefined;
}

/**
 * Lines of fees at their published amounts and of sublet work at the firm's amount, each with its published tax.
 *
 * @param language of the fees' descriptions
 */
export function addedLines(
  fees: readonly AddedFee[],
  sublets: readonly SubletWork[],
  { feeOf, taxOf }: Published,
  language: string,
  newId: () => string,
): AddedLines {
  const lines: StatementLine[] = [];
  const unpublished: Unpublished[] = [];
  for (const { code, payer, itemId } of fees) {
    const fee = feeOf(code);
    if (!fee) {
      unpublished.push({ requirement: 'FEE_NOT_PUBLISHED', code });
      continue;
    }
    const { amountMinor, taxCategory, taxRatePercent, priceList, descriptionEn, descriptionZh } = fee;
    const description = language.startsWith('zh') ? descriptionZh : descriptionEn;
    const about = { lineId: newId(), itemId, kind: 'fee', code, description, payer };
    lines.push({ ...about, ...once(amountMinor), taxCategory, taxRatePercent, priceList });
  }
  for (const { description, amountMinor, taxCategory, payer, itemId } of sublets) {
    const tax = taxOf(taxCategory);
    if (!tax) {
      unpublished.push({ requirement: 'TAX_NOT_PUBLISHED', code: taxCategory });
      continue;
    }
    const about = { lineId: newId(), itemId, kind: 'sublet', code: '', description, payer };
    lines.push({ ...about, ...once(amountMinor), ...tax });
  }
  return { lines, unpublished };
}

function once(amountMinor: bigint) {
  return { quantity: '1', unit: 'time', unitPriceMinor: amountMinor, netMinor: amountMinor, added: true };
}
