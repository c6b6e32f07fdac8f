// The `max` metadata knows the numbers of each country; the smaller ones know little more than their lengths, so
// `8613955501201` and `021-58881234-801` could not be told from numbers of the station's own country.
import { isSupportedCountry, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import { Invalid, type FieldViolation } from './errors.ts';

/** A phone number in the form that it is compared and dialled by. */
export interface PhoneNumber {
  /** E.164: `+862158881234`. */
  number: string;
  /** Digits to dial once it is answered; empty for a direct line. */
  extension: string;
}

const extensionSigns = [
  /(?:分机号?|内线|內線|转|轉)\s*[:：]?\s*(\d{1,8})$/u,
  /(?:[;,]?\s*(?:extension|ext|durchwahl|доб|x|#)\s*\.?\s*[:=]?\s*)(\d{1,8})$/iu,
];
// As a company writes it: 021-58881234-801. Where the whole is a number, such as 040 5550-120, it has no extension.
const lastGroup = /[-\s]\s*(\d{1,6})$/u;

/**
 * The country that numbers without a country code are dialled in.
 *
 * @param jurisdiction of the station: an ISO 3166 country, with or without a part of it (`CN`, `US-NY`)
 * @param ownPhone of the station, where the jurisdiction is no country
 * @returns undefined where neither tells: then only numbers with a country code can be read
 */
export function phoneCountryOf({ jurisdiction, phone }: { jurisdiction: string; phone: string }): string | undefined {
  const [country = ''] = jurisdiction.toUpperCase().split('-');
  return isSupportedCountry(country) ? country : parsePhoneNumberFromString(phone)?.country;
}

/**
 * Reads a number as people write it: with or without country code, `00` or `+`, `(0)`, any separators, an extension.
 *
 * @param country ISO 3166 code of the country that it is dialled in; undefined: it must have its country code
 * @returns undefined for what can't be a phone number
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
 * A number that was typed.
 *
 * @param text empty: none was given
 * @param field path in the request, for the refusal
 * @returns undefined where none was given
 * @throws Invalid for what can't be a phone number
 */
export function phoneFrom(text: string, country: string | undefined, field: string): PhoneNumber | undefined {
  const violations = phoneViolations(text, country, field);
  if (violations.length > 0) throw new Invalid(violations);
  return readPhone(text, country);
}

/** What `phoneFrom` refuses, for a caller that has other fields to refuse at once. */
export function phoneViolations(text: string, country: string | undefined, field: string): FieldViolation[] {
  if (text === '' || readPhone(text, country)) return [];
  const description = 'must be a phone number with its area code, or with + and its country code';
  return [{ field, description, reason: 'PHONE_NOT_A_NUMBER' }];
}

function withExtension(text: string, extension: string, country: string | undefined): PhoneNumber | undefined {
  const main = readNumber(text.replace(/[\s\p{P}]+$/u, ''), country);
  return main && { number: main.number, extension };
}

/** A number without extension. One of the right length is taken even if its range is not known: ranges are added every year. */
function readNumber(text: string, country: string | undefined): { number: string; isValid: boolean } | undefined {
  const digits = text.replace(/\D/g, '');
  const readings = [
    { text, countsByLength: true },
    // Dialled from elsewhere: 00 is no prefix in every country, and some leave the + out.
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
