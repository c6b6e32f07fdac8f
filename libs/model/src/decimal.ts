/**
 * Decimal number without binary rounding errors: `unscaled / 10 ** scale`. 1.25 is `{ unscaled: 125n, scale: 2 }`.
 * Used for quantities, hours, percentages and tax rates.
 */
export interface Decimal {
  readonly unscaled: bigint;
  /** Digits after the decimal point; 0 or more. */
  readonly scale: number;
}

/**
 * Rounding to the nearest number. Ties: `half_up` rounds away from zero, so that a credit note rounds like its invoice;
 * `half_even` rounds to the even number.
 */
export type RoundingMode = 'half_up' | 'half_even';

function power(scale: number): bigint {
  if (!Number.isInteger(scale) || scale < 0)
    throw new RangeError(`A scale must be a whole number of 0 or more, not ${scale}`);
  return 10n ** BigInt(scale);
}

/**
 * Reads a decimal number.
 *
 * @param text such as `-12.50`: no exponent, no group separators, at least one digit on each side of the point
 * @throws RangeError for any other text
 */
export function parseDecimal(text: string): Decimal {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined) throw new RangeError(`Not a decimal number: ${text}`);
  const unscaled = BigInt(whole + fraction);
  return { unscaled: sign === '-' ? -unscaled : unscaled, scale: fraction.length };
}

/** Writes a decimal number with all digits of its scale: `{ 1250n, 2 }` is `12.50`. */
export function formatDecimal({ unscaled, scale }: Decimal): string {
  power(scale);
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale);
  return (unscaled < 0n ? '-' : '') + whole + (scale > 0 ? `.${fraction}` : '');
}

/**
 * Factor of a percentage: `8.875` is 0.08875.
 *
 * @throws RangeError if the text is not a decimal number
 */
export function percentage(percent: string): Decimal {
  const { unscaled, scale } = parseDecimal(percent);
  return { unscaled, scale: scale + 2 };
}

/**
 * Canonical text of a number, without superfluous zeros: `013.50` is `13.5`. Equal numbers have equal texts.
 *
 * @throws RangeError if the text is not a decimal number
 */
export function shortestDecimal(text: string): string {
  const whole = formatDecimal(parseDecimal(text)).replace(/^(-?)0+(?=\d)/, '$1');
  return whole.includes('.') ? whole.replace(/\.?0+$/, '') : whole;
}

/** Exact sum, in the larger of the two scales. */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { unscaled: unscaledAt(a, scale) + unscaledAt(b, scale), scale };
}

/** Compares by value: -1 if the first is less, 0 if both are the same number (1.5 and 1.50), 1 if it is more. */
export function compareDecimals(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const scale = Math.max(a.scale, b.scale);
  const [first, second] = [unscaledAt(a, scale), unscaledAt(b, scale)];
  return first < second ? -1 : first > second ? 1 : 0;
}

/**
 * Number in units of `10 ** -scale`: 1.5 in thousandths is 1500.
 *
 * @throws RangeError if the number has more digits after the point than `scale`
 */
export function unscaledAt(decimal: Decimal, scale: number): bigint {
  if (decimal.scale > scale) throw new RangeError(`More than ${scale} decimals: ${formatDecimal(decimal)}`);
  return decimal.unscaled * power(scale - decimal.scale);
}

/** Exact product. Multiply hours, rate and discount with it, and round only once, in `multiplyMoney`. */
export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  return { unscaled: a.unscaled * b.unscaled, scale: a.scale + b.scale };
}

/** Rounds to the nearest whole number. */
export function roundDecimal({ unscaled, scale }: Decimal, mode: RoundingMode): bigint {
  const divisor = power(scale);
  const magnitude = unscaled < 0n ? -unscaled : unscaled;
  const floor = magnitude / divisor;
  const twiceRest = (magnitude % divisor) * 2n;
  const up = twiceRest > divisor || (twiceRest === divisor && (mode === 'half_up' || floor % 2n === 1n));
  const rounded = up ? floor + 1n : floor;
  return unscaled < 0n ? -rounded : rounded;
}
