import type { QuotedLine } from '@waystation/contracts/reception/v1/service';
import { formatDecimal, money, multiplyMoney, parseDecimal, type RoundingMode } from '@waystation/model';
import { priceOf, type PriceInForce, type PricesInForce } from './prices-in-force.ts';
import { roundingOf, roundQuotient } from './rounding.ts';
import { totalsOf, type Totals } from './totals.ts';

/** Something to be priced: a repair item, or with an empty `itemId` the fees of the whole order. */
export interface WantedItem {
  itemId: string;
  /** Which labour rate counts. */
  workKind: string;
  payer: string;
  operations?: readonly WantedOperation[];
  parts?: readonly WantedPart[];
  fees?: readonly { code: string }[];
}

/** Labour, by the published minutes of the operation. */
export interface WantedOperation {
  code: string;
  description: string;
  labourMinutes: number;
}

export interface WantedPart {
  partNumber: string;
  description: string;
  /** Decimal number: `2`, `1.5`. */
  quantity: string;
  /** The part's unit, such as `piece`; left out where it is not known. */
  unit?: string;
}

export interface PriceOptions {
  /** Of the fees' words, such as zh or en. */
  language: string;
  /** Makes the lines' ids; without it they are numbered from 1, in their order. */
  newId?: () => string;
}

/** What nobody published a price for. */
export interface Unpriced {
  itemId: string;
  kind: 'labour' | 'part' | 'fee';
  /** Of labour the kind of work, for that is what has a rate; else the part's number or the fee's code. */
  code: string;
  /** Of a part; empty: not known. */
  description: string;
}

/** What is wanted, priced. */
export interface Priced extends Totals {
  currency: string;
  /** Item by item: labour, parts, fees. Without what is missing. */
  lines: QuotedLine[];
  /** Of all operations, priced or not. */
  labourMinutes: number;
  /** All of it at once. Empty: the prices are whole. */
  missing: Unpriced[];
}

/**
 * Prices what is wanted by what is published: an estimate, a quote and a change use the same, and a statement takes the
 * lines as they are. Money is whole minor units; a price times a quantity is exact, and is rounded once.
 *
 * @throws RangeError for a quantity or minutes that are no such number, or negative
 */
export function price(wanted: readonly WantedItem[], prices: PricesInForce, options: PriceOptions): Priced {
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

function draftsOf(item: WantedItem, prices: PricesInForce, language: string): (Draft | Unpriced)[] {
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

/** The tax, and the version that the price comes from (DEL-D03). */
function cited({ taxCategory, taxRatePercent, priceList }: PriceInForce) {
  return { taxCategory, taxRatePercent, priceList };
}

const minutesOfHour = 60n;
const digitsOfHours = 4;

/**
 * Labour costs the published minutes' part of an hour. The hours that the line shows may be rounded (20 minutes are
 * 0.3333); the price never comes from them.
 */
function labourOf(labourMinutes: number, perHourMinor: bigint, mode: RoundingMode) {
  const minutes = BigInt(labourMinutes);
  if (minutes < 0n) throw new RangeError(`Labour of less than no time: ${labourMinutes} minutes`);
  const shown = roundQuotient(minutes * 10n ** BigInt(digitsOfHours), minutesOfHour, mode);
  return {
    quantity: formatDecimal({ unscaled: shown, scale: digitsOfHours }).replace(/\.?0+$/, ''),
    unitPriceMinor: perHourMinor,
    netMinor: roundQuotient(perHourMinor * minutes, minutesOfHour, mode),
  };
}

function partNet(quantity: string, unitPriceMinor: bigint, currency: string, mode: RoundingMode): bigint {
  const units = parseDecimal(quantity);
  if (units.unscaled < 0n) throw new RangeError(`Less than no part: ${quantity}`);
  return multiplyMoney(money(unitPriceMinor, currency), units, mode).amountMinor;
}

function onceEach(missing: readonly Unpriced[]): Unpriced[] {
  return [...new Map(missing.map((each) => [JSON.stringify([each.itemId, each.kind, each.code]), each])).values()];
}
