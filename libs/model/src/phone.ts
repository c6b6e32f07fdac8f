// The `max` metadata knows the number ranges of each country. Smaller metadata know little more than lengths, and would
// take `8613955501201` and `021-58881234-801` for numbers of the station's country.
import { isSupportedCountry, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import { Invalid, type FieldViolation } from './errors.ts';

/** Phone number in the form used to compare and dial it. */
export interface PhoneNumber {
  /** E.164: `+862158881234`. */
  number: string;
  /** Digits to dial once the call is answered; empty for a direct line. */
  extension: string;
}

const extensionSigns = [
  /(?:分机号?|内线|內線|转|轉)\s*[:：]?\s*(\d{1,8})$/u,
  /(?:[;,]?\s*(?:extension|ext|durchwahl|доб|x|#)\s*\.?\s*[:=]?\s*)(\d{1,8})$/iu,
];
// Company style: 021-58881234-801. If the whole text is a valid number, such as 040 5550-120, it has no extension.
const lastGroup = /[-\s]\s*(\d{1,6})$/u;

/**
 * Country of phone numbers without a country code.
 *
 * @param station its jurisdiction, an ISO 3166 country or subdivision (`CN`, `US-NY`), and its phone number, whose
 *   country counts if the jurisdiction is not a country
 * @returns ISO 3166 code; undefined if unknown, then only numbers with a country code can be read
 */
export function phoneCountryOf({ jurisdiction, phone }: { jurisdiction: string; phone: string }): string | undefined {
  const [country = ''] = jurisdiction.toUpperCase().split('-');
  return isSupportedCountry(country) ? country : parsePhoneNumberFromString(phone)?.country;
}

/**
 * Reads a number as people write it: with or without country code, `00` or `+`, `(0)`, any separators, an extension.
 *
 * @param country ISO 3166 code for numbers without a country code; undefined: the number must have one
 * @returns undefined for a text that cannot be a phone number
 */
export function readPhone(text: string, country: string | undefined): PhoneNumber | undefined {
  const written = text
    .normalize('NFKC')
    .replace(/[\p{Pd}\p{Cf}]/gu, (sign) => (/\p{Pd}/u.test(sign) ? '-' : ''))
    .trim();
  for (const sign of extensionSigns) {
    const found = sign.exec(written);
    if (found) return withExtension(written.slice(0, found.index), found[1]!, country);
  }
  const whole = readNumber(written, country);
  if (whole?.isValid) return { number: whole.number, extension: '' };
  const group = lastGroup.exec(written);
  const head = group && readNumber(written.slice(0, group.index), country);
  if (head?.isValid) return { number: head.number, extension: group![1]! };
  return whole && { number: whole.number, extension: '' };
}

/**
 * Reads the phone number in a field of a request.
 *
 * @param text empty: no number
 * @param field path in the request, for the refusal
 * @returns undefined for an empty text
 * @throws Invalid for a text that cannot be a phone number
 */
export function phoneFrom(text: string, country: string | undefined, field: string): PhoneNumber | undefined {
  const violations = phoneViolations(text, country, field);
  if (violations.length > 0) throw new Invalid(violations);
  return readPhone(text, country);
}

/** Violations for which `phoneFrom` refuses, for a caller that collects violations of several fields. */
export function phoneViolations(text: string, country: string | undefined, field: string): FieldViolation[] {
  if (text === '' || readPhone(text, country)) return [];
  const description = 'must be a phone number with its area code, or with + and its country code';
  return [{ field, description, reason: 'PHONE_NOT_A_NUMBER' }];
}

function withExtension(text: string, extension: string, country: string | undefined): PhoneNumber | undefined {
  const main = readNumber(text.replace(/[\s\p{P}]+$/u, ''), country);
  return main && { number: main.number, extension };
}

/**
 * Reads a number without extension. An unknown range of the right length is accepted, since ranges are added every
 * year.
 */
function readNumber(text: string, country: string | undefined): { number: string; isValid: boolean } | undefined {
  const digits = text.replace(/\D/g, '');
  const readings = [
    { text, countsByLength: true },
    // International numbers: not every country dials 00, and some people leave out the +.
    { text: digits.startsWith('00') ? `+${digits.slice(2)}` : '', countsByLength: true },
    { text: text.includes('+') || digits.startsWith('0') ? '' : `+${digits}`, countsByLength: false },
  ];
  const options = { extract: false, ...(country && { defaultCountry: country as CountryCode }) };
  const found = readings.flatMap((reading) => {
    const parsed = reading.text === '' ? undefined : parsePhoneNumberFromString(reading.text, options);
    const isValid = parsed?.isValid() ?? false;
    const counts = isValid || (reading.countsByLength && (parsed?.isPossible() ?? false));
    return parsed && counts && !parsed.ext ? [{ number: parsed.number as string, isValid }] : [];
  });
  return found.find(({ isValid }) => isValid) ?? found[0];
}
