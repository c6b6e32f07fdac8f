import type { StatementLine, Unpublished } from './statement.ts';

/** A published fee that was not quoted. */
export interface AddedFee {
  code: string;
  payer: string;
  /** Empty: of the whole order. */
  itemId: string;
}

/** Work that another firm did. */
export interface SubletWork {
  description: string;
  /** Without tax. */
  amountMinor: bigint;
  taxCategory: string;
  payer: string;
  /** Empty: of the whole order. */
  itemId: string;
}

/** Lines that were not quoted, and what of them nobody published. */
export interface AddedLines {
  lines: StatementLine[];
  unpublished: Unpublished[];
}

/** The price of a fee, as it is published for the station at the time. */
export interface PublishedFee {
  amountMinor: bigint;
  taxCategory: string;
  /** Decimal number, in percent. */
  taxRatePercent: string;
  /** Key of the version that states it. */
  priceList: string;
  descriptionEn: string;
  descriptionZh: string;
}

/** What is published for the station at the time; undefined where nothing is. */
export interface Published {
  feeOf: (code: string) => PublishedFee | undefined;
  taxOf: (category: string) => Pick<PublishedFee, 'taxCategory' | 'taxRatePercent' | 'priceList'> | undefined;
}

/**
 * Fees by their published amounts, and what another firm did by its own, each with the tax as it is published.
 *
 * @param language of the fees' words
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
      unpublished.push({ what: 'FEE_NOT_PUBLISHED', code });
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
      unpublished.push({ what: 'TAX_NOT_PUBLISHED', code: taxCategory });
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
