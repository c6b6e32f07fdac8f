import type { PriceListState } from '@waystation/contracts/network/v1/state';
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

/** What of a price list is needed here. */
export type FeeList = Pick<PriceListState, 'key' | 'fees' | 'taxCategories'>;

/** Lines that were not quoted, and what of them nobody published. */
export interface AddedLines {
  lines: StatementLine[];
  unpublished: Unpublished[];
}

/**
 * Fees by their published amounts, and what another firm did by its own, each with the tax as it is published.
 *
 * @param lists in force: the first that has a fee or a tax counts
 * @param language of the fees' words
 */
export function addedLines(
  fees: readonly AddedFee[],
  sublets: readonly SubletWork[],
  lists: readonly FeeList[],
  language: string,
  newId: () => string,
): AddedLines {
  const lines: StatementLine[] = [];
  const unpublished: Unpublished[] = [];
  for (const { code, payer, itemId } of fees) {
    const list = lists.find((each) => each.fees.some((fee) => fee.code === code));
    const fee = list?.fees.find((each) => each.code === code);
    const tax = list?.taxCategories.find((each) => each.code === fee?.taxCategory);
    if (!list || !fee || !tax) {
      unpublished.push({ what: 'FEE_NOT_PUBLISHED', code });
      continue;
    }
    const description = language.startsWith('zh') ? fee.wordsZh : fee.wordsEn;
    const about = { lineId: newId(), itemId, kind: 'fee', code, description, payer };
    lines.push({ ...about, ...once(fee.amountMinor), ...taxed(tax), priceList: list.key });
  }
  for (const { description, amountMinor, taxCategory, payer, itemId } of sublets) {
    const list = lists.find((each) => each.taxCategories.some(({ code }) => code === taxCategory));
    const tax = list?.taxCategories.find(({ code }) => code === taxCategory);
    if (!list || !tax) {
      unpublished.push({ what: 'TAX_NOT_PUBLISHED', code: taxCategory });
      continue;
    }
    const about = { lineId: newId(), itemId, kind: 'sublet', code: '', description, payer };
    lines.push({ ...about, ...once(amountMinor), ...taxed(tax), priceList: list.key });
  }
  return { lines, unpublished };
}

function once(amountMinor: bigint) {
  return { quantity: '1', unitPriceMinor: amountMinor, netMinor: amountMinor, added: true };
}

function taxed({ code, basisPoints }: FeeList['taxCategories'][number]) {
  return { taxCategory: code, taxRateBp: basisPoints };
}
