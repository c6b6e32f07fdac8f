import type { QuotedLine } from '@waystation/contracts/reception/v1/service';
import { formatDecimal, money, multiplyMoney, parseDecimal, type RoundingMode } from '@waystation/model';
import { priceOf, type PriceInForce, type PricesInForce } from './prices-in-force.ts';
import { roundingOf, roundQuotient } from './rounding.ts';
import { totalsOf, type Totals } from './totals.ts';

/** Item to be priced: a repair item, or with an empty `itemId` the fees of the whole order. */
export interface ItemToPrice {
  itemId: string;
  /** Selects the labour rate. */
  workKind: string;
  payer: string;
  operations?: readonly OperationToPrice[];
  parts?: readonly PartToPrice[];
  fees?: readonly { code: string }[];
}

/** Labour operation, priced by its published minutes. */
export interface OperationToPrice {
  code: string;
  description: string;
  labourMinutes: number;
}

export interface PartToPrice {
  partNumber: string;
  description: string;
  /** Decimal number: `2`, `1.5`. */
  quantity: string;
  /** Unit of the part, such as `piece`; absent if unknown. */
  unit?: string;
}

export interface PriceOptions {
  /** Language of the descriptions of fees, such as `zh` or `en`. */
  language: string;
  /** Makes the ids of lines; default: numbers from 1 in the order of the lines. */
  newId?: () => string;
}

/** Labour, part or fee without a published price. */
export interface Unpriced {
  itemId: string;
  kind: 'labour' | 'part' | 'fee';
  /** Kind of work (which has the rate), part number or code of the fee. */
  code: string;
  /** Description of a part; empty if unknown. */
  description: string;
}

/** Priced items. */
export interface Priced extends Totals {
  currency: string;
  /** Priced lines, item by item: labour, parts, fees. */
  lines: QuotedLine[];
  /** Minutes of all operations, priced or not. */
  labourMinutes: number;
  /** Everything without a published price; empty if the prices are complete. */
  missing: Unpriced[];
}

/**
 * Prices items by the published prices. Estimates, quotes and changes all use it; a statement copies the lines of the
 * order. Amounts are whole minor units: a price times a quantity is exact and is rounded once.
 *
 * @throws RangeError if a quantity or the minutes are negative or not a number
 */
export function price(wanted: readonly ItemToPrice[], prices: PricesInForce, options: PriceOptions): Priced {
  const { currency } = prices;
  const drafts = wanted.flatMap((item) => draftsOf(item, prices, options.language));
  const priced = drafts.filter(isPriced);
  const lines = priced.map((draft, index) => ({ lineId: options.newId?.() ?? String(index + 1), ...draft }));
  const missing = drafts.flatMap((draft) => (isPriced(draft) ? [] : [draft]));
  return {
    currency,
    lines,
    ...totalsOf(lines, prices),
    labourMinutes: wanted.flatMap(({ operations = [] }) => operations).reduce((sum, of) => sum + of.labourMinutes, 0),
    missing: onceEach(missing),
  };
}

type Draft = Omit<QuotedLine, 'lineId'>;

function isPriced(draft: Draft | Unpriced): draft is Draft {
  return 'netMinor' in draft;
}

function draftsOf(item: ItemToPrice, prices: PricesInForce, language: string): (Draft | Unpriced)[] {
  const { itemId, payer, workKind, operations = [], parts = [], fees = [] } = item;
  const mode = roundingOf(prices.jurisdiction);
  const rate = priceOf(prices, 'labour', workKind);
  const about = { itemId, payer };
  return [
    ...operations.map(({ code, description, labourMinutes }): Draft | Unpriced => {
      if (!rate) return { itemId, kind: 'labour', code: workKind, description: '' };
      const labour = labourOf(labourMinutes, rate.amountMinor, mode);
      return { ...about, kind: 'labour', code, description, ...labour, unit: 'hour', ...cited(rate) };
    }),
    ...parts.map(({ partNumber, description, quantity, unit = '' }): Draft | Unpriced => {
      const published = priceOf(prices, 'part', partNumber);
      if (!published) return { itemId, kind: 'part', code: partNumber, description };
      const unitPriceMinor = published.amountMinor;
      const netMinor = partNet(quantity, unitPriceMinor, prices.currency, mode);
      return {
        ...about,
        kind: 'part',
        code: partNumber,
        description,
        quantity,
        unit,
        unitPriceMinor,
        netMinor,
        ...cited(published),
      };
    }),
    ...fees.map(({ code }): Draft | Unpriced => {
      const published = priceOf(prices, 'fee', code);
      if (!published) return { itemId, kind: 'fee', code, description: '' };
      const { amountMinor, descriptionEn, descriptionZh } = published;
      const description = language.startsWith('zh') ? descriptionZh : descriptionEn;
      const amounts = { quantity: '1', unit: 'time', unitPriceMinor: amountMinor, netMinor: amountMinor };
      return { ...about, kind: 'fee', code, description, ...amounts, ...cited(published) };
    }),
  ];
}

/** Tax of a price, and the price list version that it comes from (DEL-D03). */
function cited({ taxCategory, taxRatePercent, priceList }: PriceInForce) {
  return { taxCategory, taxRatePercent, priceList };
}

const minutesOfHour = 60n;
const digitsOfHours = 4;

/**
 * Price of labour by the exact minutes. The hours on the line may be rounded (20 minutes are 0.3333) and never enter
 * the price.
 */
function labourOf(labourMinutes: number, perHourMinor: bigint, mode: RoundingMode) {
  const minutes = BigInt(labourMinutes);
  if (minutes < 0n) throw new RangeError(`Labour minutes must not be negative: ${labourMinutes}`);
  const shown = roundQuotient(minutes * 10n ** BigInt(digitsOfHours), minutesOfHour, mode);
  return {
    quantity: formatDecimal({ unscaled: shown, scale: digitsOfHours }).replace(/\.?0+$/, ''),
    unitPriceMinor: perHourMinor,
    netMinor: roundQuotient(perHourMinor * minutes, minutesOfHour, mode),
  };
}

function partNet(quantity: string, unitPriceMinor: bigint, currency: string, mode: RoundingMode): bigint {
  const units = parseDecimal(quantity);
  if (units.unscaled < 0n) throw new RangeError(`A quantity of parts must not be negative: ${quantity}`);
  return multiplyMoney(money(unitPriceMinor, currency), units, mode).amountMinor;
}

function onceEach(missing: readonly Unpriced[]): Unpriced[] {
  return [...new Map(missing.map((each) => [JSON.stringify([each.itemId, each.kind, each.code]), each])).values()];
}
