import { Invalid } from './errors.ts';

/** What is to be said of a vehicle identification number that someone typed. */
export interface VinCheck {
  /** In capitals, without spaces and hyphens: so it is kept and compared. */
  vin: string;
  /** `rejected`: it can't be a VIN. `suspect`: it may be genuine, but look again. */
  verdict: 'valid' | 'suspect' | 'rejected';
  reason?: 'VIN_LENGTH' | 'VIN_CHARACTERS' | 'VIN_CHECK_DIGIT';
  /** What was probably meant: the letters I, O and Q, which no VIN has, read as 1 and 0. Only if that isn't rejected. */
  suggestion?: string;
}

// Values of the letters and weights of the positions: ISO 3779 leaves them open, 49 CFR 565.15 (c) and GB 16735 agree.
const letterValues: Readonly<Record<string, number>> = {
  ...{ A: 1, B: 2, C: 3, D: 4, E: 5, F: 6, G: 7, H: 8 },
  ...{ J: 1, K: 2, L: 3, M: 4, N: 5, P: 7, R: 9 },
  ...{ S: 2, T: 3, U: 4, V: 5, W: 6, X: 7, Y: 8, Z: 9 },
};
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const checkDigitIndex = 8;

const vinPattern = /^[A-HJ-NPR-Z0-9]{17}$/;
/** First characters of China (L) and North America (1 to 5), where the check digit is required. */
const checkDigitRequired = /^[L1-5]/;

/**
 * The check digit that a VIN must have at its ninth place, whatever stands there: the sum of the characters' values
 * times their places' weights, modulo 11, where 10 is written X.
 *
 * @param vin 17 characters, capitals
 * @throws RangeError when it has another length or another character
 */
export function vinCheckDigit(vin: string): string {
  if (!vinPattern.test(vin)) throw new RangeError(`Not 17 characters of a VIN: ${vin}`);
  const sum = weights.reduce((total, weight, index) => {
    const character = vin.charAt(index);
    return total + weight * (letterValues[character] ?? Number(character));
  }, 0);
  return sum % 11 === 10 ? 'X' : String(sum % 11);
}

function judgeVin(vin: string): VinCheck {
  if (vin.length !== 17) return { vin, verdict: 'rejected', reason: 'VIN_LENGTH' };
  if (!vinPattern.test(vin)) return { vin, verdict: 'rejected', reason: 'VIN_CHARACTERS' };
  if (vin.charAt(checkDigitIndex) === vinCheckDigit(vin)) return { vin, verdict: 'valid' };
  return { vin, verdict: checkDigitRequired.test(vin) ? 'rejected' : 'suspect', reason: 'VIN_CHECK_DIGIT' };
}

/**
 * Checks a VIN as it was typed. A wrong check digit rejects only where one is required; elsewhere genuine trucks have
 * none, so it is a warning.
 *
 * @param text any case; spaces and hyphens are passed over
 */
export function checkVin(text: string): VinCheck {
  const check = judgeVin(text.replace(/[\s-]/g, '').toUpperCase());
  if (check.reason !== 'VIN_CHARACTERS') return check;
  const suggestion = check.vin.replaceAll('I', '1').replace(/[OQ]/g, '0');
  return judgeVin(suggestion).verdict === 'rejected' ? check : { ...check, suggestion };
}

/**
 * A VIN that is to be kept, as it was typed.
 *
 * @param field that it was typed in, as proto names it
 * @throws Invalid for what can't be one: of another length, with other characters, or with a wrong check digit where it
 *   is required
 */
export function mustBeVin(text: string, field = 'vin'): VinCheck {
  const check = checkVin(text);
  if (check.verdict !== 'rejected') return check;
  const { reason, suggestion } = check;
  const description = suggestion
    ? `is not a vehicle identification number; was ${suggestion} meant?`
    : 'is not a vehicle identification number';
  // The words for a suggestion are others than those without.
  const facts: Record<string, string> = suggestion ? { suggestion, context: 'suggested' } : {};
  throw new Invalid([{ field, description, reason: reason!, facts }]);
}
