/**
 * A decimal number without a binary rounding error: `unscaled / 10 ** scale`. 1.25 is `{ unscaled: 125n, scale: 2 }`.
 * Quantities, hours, percentages and tax rates are such numbers.
 */
export interface Decimal {
  readonly unscaled: bigint;
  /** Digits behind the point; 0 or more. */
  readonly scale: number;
}

/**
 * Where a number goes that lies between two: `half_up` takes the nearer, and of two equally near the one farther from
 * zero (so that a credit note rounds as its invoice did); `half_even` takes, of two equally near, the even one.
 */
export type RoundingMode = 'half_up' | 'half_even';

function power(scale: number): bigint {
  if (!Number.isInteger(scale) || scale < 0) throw new RangeError(`A scale is a whole number from 0 up, not ${scale}`);
  return 10n ** BigInt(scale);
}

/**
 * @param text such as `-12.50`: no exponent, no group separators, at least one digit on each side of a point
 * @throws RangeError when it is no such text
 */
export function parseDecimal(text: string): Decimal {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined) throw new RangeError(`Not a decimal number: ${text}`);
  const unscaled = BigInt(whole + fraction);
  return { unscaled: sign === '-' ? -unscaled : unscaled, scale: fraction.length };
}

/** With as many digits behind the point as the scale says: `{ 1250n, 2 }` is `12.50`. */
export function formatDecimal({ unscaled, scale }: Decimal): string {
  power(scale);
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale);
  return (unscaled < 0n ? '-' : '') + whole + (scale > 0 ? `.${fraction}` : '');
}

/**
 * A percentage as the factor it stands for: `8.875` is 0.08875.
 *
 * @throws RangeError for what is no decimal number
 */
export function percentage(percent: string): Decimal {
  const { unscaled, scale } = parseDecimal(percent);
  return { unscaled, scale: scale + 2 };
}

/**
 * The same number without zeros that say nothing: `013.50` is `13.5`. Two texts of one number are the same afterwards.
 *
 * @throws RangeError for what is no decimal number
 */
export function shortestDecimal(text: string): string {
  const whole = formatDecimal(parseDecimal(text)).replace(/^(-?)0+(?=\d)/, '$1');
  return whole.includes('.') ? whole.replace(/\.?0+$/, '') : whole;
}

/** The exact sum; the finer of the two scales. */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { unscaled: unscaledAt(a, scale) + unscaledAt(b, scale), scale };
}

/** For sorting and limits: -1 when the first is less, 0 when both are the same number (1.5 and 1.50), 1 when it is more. */
export function compareDecimals(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const scale = Math.max(a.scale, b.scale);
  const [first, second] = [unscaledAt(a, scale), unscaledAt(b, scale)];
  return first < second ? -1 : first > second ? 1 : 0;
}

/**
 * The number counted in units of `10 ** -scale`, such as 1.5 in thousandths: 1500.
 *
 * @throws RangeError when it has more digits behind the point than that
 */
export function unscaledAt(decimal: Decimal, scale: number): bigint {
  if (decimal.scale > scale) throw new RangeError(`More than ${scale} decimals: ${formatDecimal(decimal)}`);
  return decimal.unscaled * power(scale - decimal.scale);
}

/** The exact product: chain hours, rate and discount with it, and round once, in `multiplyMoney`. */
export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  return { unscaled: a.unscaled * b.unscaled, scale: a.scale + b.scale };
}

/** The nearest whole number, by the mode. */
export function roundDecimal({ unscaled, scale }: Decimal, mode: RoundingMode): bigint {
  const divisor = power(scale);
  const magnitude = unscaled < 0n ? -unscaled : unscaled;
  const floor = magnitude / divisor;
  const twiceRest = (magnitude % divisor) * 2n;
  const up = twiceRest > divisor || (twiceRest === divisor && (mode === 'half_up' || floor % 2n === 1n));
  const rounded = up ? floor + 1n : floor;
  return unscaled < 0n ? -rounded : rounded;
}
