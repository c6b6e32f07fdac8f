import { data as iso4217 } from 'currency-codes';
import { multiplyDecimals, percentage, roundDecimal, type Decimal, type RoundingMode } from './decimal.ts';

/** Codes of ISO 4217 without minor units: metals, units of account, the test code and the code for no currency. */
const noMoney = /^X(AD|AG|AU|B[A-D]|DR|PD|PT|SU|TS|UA|XX)$/;

/** Currencies that ISO published after the library's table. */
const amendments: readonly (readonly [code: string, digits: number])[] = [['XCG', 2]];

/**
 * Minor units by ISO 4217. Not from `Intl`: its digits follow everyday use (none for the forint and the rupiah) and
 * differ from ISO 4217 for 16 currencies.
 */
const digitsOf: ReadonlyMap<string, number> = new Map([
  ...amendments,
  ...iso4217.map(({ code, digits }) => [code, digits] as const).filter(([code]) => !noMoney.test(code)),
]);

/** True if ISO 4217 has the currency and amounts can be paid in it. */
export function isCurrency(code: string): boolean {
  return digitsOf.has(code);
}

/**
 * Digits after the decimal point of an amount: 2 for CNY, 0 for JPY, 3 for KWD.
 *
 * @throws RangeError if it is not a currency of ISO 4217
 */
export function minorUnitsOf(currency: string): number {
  const digits = digitsOf.get(currency);
  if (digits === undefined) throw new RangeError(`Not a currency of ISO 4217: ${currency}`);
  return digits;
}

/** Amount in the smallest unit of its currency (fen, cents, yen); may be negative. */
export interface Money {
  readonly amountMinor: bigint;
  /** ISO 4217 code, such as `CNY`. */
  readonly currency: string;
}

/** @throws RangeError if it is not a currency of ISO 4217 */
export function money(amountMinor: bigint, currency: string): Money {
  minorUnitsOf(currency);
  return { amountMinor, currency };
}

/** @throws RangeError if it is not a currency of ISO 4217 */
export function zeroMoney(currency: string): Money {
  return money(0n, currency);
}

// Not a domain error: users do not enter a currency with each amount, so different currencies are a defect.
function assertSameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) throw new RangeError(`Currencies differ: ${a.currency} and ${b.currency}`);
}

/** @throws RangeError if the currencies differ */
export function addMoney(a: Money, b: Money): Money {
  assertSameCurrency(a, b);
  return { amountMinor: a.amountMinor + b.amountMinor, currency: a.currency };
}

/** @throws RangeError if the currencies differ */
export function subtractMoney(a: Money, b: Money): Money {
  assertSameCurrency(a, b);
  return { amountMinor: a.amountMinor - b.amountMinor, currency: a.currency };
}

/**
 * Adds amounts.
 *
 * @param currency of the sum, needed if there is nothing to add
 * @throws RangeError if an amount has another currency
 */
export function sumMoney(amounts: Iterable<Money>, currency: string): Money {
  let sum = zeroMoney(currency);
  for (const amount of amounts) sum = addMoney(sum, amount);
  return sum;
}

export function negateMoney({ amountMinor, currency }: Money): Money {
  return { amountMinor: -amountMinor, currency };
}

/**
 * Multiplies an amount by a quantity and rounds once. Combine several factors (hours, rate, discount) with
 * `multiplyDecimals` first.
 *
 * @param mode of the jurisdiction
 */
export function multiplyMoney(amount: Money, quantity: Decimal, mode: RoundingMode): Money {
  const product = multiplyDecimals({ unscaled: amount.amountMinor, scale: 0 }, quantity);
  return { amountMinor: roundDecimal(product, mode), currency: amount.currency };
}

/**
 * Percentage of an amount, rounded once: a tax (on the total of a category, not line by line), a discount, a ceiling.
 *
 * @param percent decimal number: `13`, `8.875`
 */
export function percentOfMoney(amount: Money, percent: string, mode: RoundingMode): Money {
  return multiplyMoney(amount, percentage(percent), mode);
}

/**
 * Splits an amount by weights so that the parts add up to it: each part gets its share rounded towards zero, and the
 * remaining units go one each to the largest remainders (Hamilton's method); ties go to the earlier part.
 *
 * @param weights none negative, not all zero
 * @returns the parts, in the order of the weights
 * @throws RangeError if a weight is negative or all are zero
 */
export function splitMoney({ amountMinor, currency }: Money, weights: readonly bigint[]): Money[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (weights.some((weight) => weight < 0n) || total === 0n) {
    throw new RangeError('Weights to split by must not be negative, nor all zero');
  }
  const negative = amountMinor < 0n;
  const magnitude = negative ? -amountMinor : amountMinor;
  const shares = weights.map((weight, index) => ({
    index,
    units: (magnitude * weight) / total,
    remainder: (magnitude * weight) % total,
  }));
  let left = magnitude - shares.reduce((sum, { units }) => sum + units, 0n);
  // The sort is stable, so equal remainders stay in the order of the weights.
  for (const share of shares.toSorted((a, b) => compareBigints(b.remainder, a.remainder))) {
    if (left === 0n) break;
    share.units += 1n;
    left -= 1n;
  }
  return shares.map(({ units }) => ({ amountMinor: negative ? -units : units, currency }));
}

function compareBigints(a: bigint, b: bigint): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Compares amounts: -1 if the first is less, 0 if they are equal, 1 if it is more.
 *
 * @throws RangeError if the currencies differ
 */
export function compareMoney(a: Money, b: Money): -1 | 0 | 1 {
  assertSameCurrency(a, b);
  return compareBigints(a.amountMinor, b.amountMinor);
}

export function isZeroMoney({ amountMinor }: Money): boolean {
  return amountMinor === 0n;
}

/**
 * Text of an amount without its currency, for tables whose heading names it: `-12,345.60`.
 *
 * @throws RangeError if it is not a currency of ISO 4217
 */
export function amountText(amountMinor: bigint, currency: string): string {
  const digits = minorUnitsOf(currency);
  const all = (amountMinor < 0n ? -amountMinor : amountMinor).toString().padStart(digits + 1, '0');
  const whole = all.slice(0, all.length - digits).replace(/\B(?=(\d{3})+$)/g, ',');
  const fraction = digits > 0 ? `.${all.slice(-digits)}` : '';
  return `${amountMinor < 0n ? '-' : ''}${whole}${fraction}`;
}

/**
 * Text of an amount with its currency: `CNY 12,345.60`.
 *
 * @throws RangeError if it is not a currency of ISO 4217
 */
export function moneyText(amountMinor: bigint, currency: string): string {
  return `${currency} ${amountText(amountMinor, currency)}`;
}
