import { Invalid } from './errors.ts';

/** Result of the check of a typed vehicle identification number. */
export interface VinCheck {
  /** VIN in capitals, without spaces and hyphens, for storage and comparison. */
  vin: string;
  /** `rejected`: cannot be a VIN. `suspect`: may be genuine, but should be checked again. */
  verdict: 'valid' | 'suspect' | 'rejected';
  reason?: 'VIN_LENGTH' | 'VIN_CHARACTERS' | 'VIN_CHECK_DIGIT';
  /** Probable VIN, with I, O and Q, which no VIN has, read as 1 and 0. Absent if that is rejected too. */
  suggestion?: string;
}

// Letter values and position weights. ISO 3779 leaves them open; 49 CFR 565.15 (c) and GB 16735 agree on them.
const letterValues: Readonly<Record<string, number>> = {
  ...{ A: 1, B: 2, C: 3, D: 4, E: 5, F: 6, G: 7, H: 8 },
  ...{ J: 1, K: 2, L: 3, M: 4, N: 5, P: 7, R: 9 },
  ...{ S: 2, T: 3, U: 4, V: 5, W: 6, X: 7, Y: 8, Z: 9 },
};
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const checkDigitIndex = 8;

const vinPattern = /^[A-HJ-NPR-Z0-9]{17}$/;
/** First characters of China (L) and North America (1 to 5), which require a check digit. */
const checkDigitRequired = /^[L1-5]/;

/**
 * Computes the check digit for the ninth place of a VIN, ignoring the present character there: the sum of the
 * characters' values times the weights of their places, modulo 11, with X for 10.
 *
 * @param vin 17 characters in capitals
 * @throws RangeError for another length or an invalid character
 */
export function vinCheckDigit(vin: string): string {
  if (!vinPattern.test(vin)) throw new RangeError(`A VIN must have 17 permitted characters: ${vin}`);
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
 * Checks a typed VIN. A wrong check digit is rejected only if one is required; elsewhere genuine VINs have none, so it
 * makes the VIN suspect.
 *
 * @param text in any case; spaces and hyphens are ignored
 */
export function checkVin(text: string): VinCheck {
  const check = judgeVin(text.replace(/[\s-]/g, '').toUpperCase());
  if (check.reason !== 'VIN_CHARACTERS') return check;
  const suggestion = check.vin.replaceAll('I', '1').replace(/[OQ]/g, '0');
  return judgeVin(suggestion).verdict === 'rejected' ? check : { ...check, suggestion };
}

/**
 * Checks a typed VIN that is to be stored.
 *
 * @param field path in the request, for the refusal
 * @throws Invalid for a wrong length, an invalid character, or a wrong check digit if one is required
 */
export function mustBeVin(text: string, field = 'vin'): VinCheck {
  const check = checkVin(text);
  if (check.verdict !== 'rejected') return check;
  const { reason, suggestion } = check;
  const description = suggestion
    ? `is not a vehicle identification number; was ${suggestion} meant?`
    : 'is not a vehicle identification number';
  // `context` selects the text with a suggestion.
  const facts: Record<string, string> = suggestion ? { suggestion, context: 'suggested' } : {};
  throw new Invalid([{ field, description, reason: reason!, facts }]);
}
