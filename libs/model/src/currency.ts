import { Invalid, Refused, type FieldViolation } from './errors.ts';
import { isCurrency } from './money.ts';

/** What is wrong with a currency that a request names: nothing, or that ISO 4217 doesn't have it. */
export function currencyViolations(currency: string, field = 'currency'): FieldViolation[] {
  return isCurrency(currency)
    ? []
    : [{ field, description: `ISO 4217 has no currency ${currency}`, reason: 'CURRENCY_UNKNOWN' }];
}

/** @throws Invalid for what is no currency of ISO 4217 */
export function mustBeCurrency(currency: string, field = 'currency'): void {
  const violations = currencyViolations(currency, field);
  if (violations.length > 0) throw new Invalid(violations);
}

/**
 * For amounts that a station keeps of others and compares with its own.
 *
 * @param own the station's currency; undefined while it is not known, then only that the currency exists is asked
 * @throws Invalid for what is no currency of ISO 4217, Refused for another one than the station's
 */
export function mustBeCurrencyOfStation(own: string | undefined, currency: string, field = 'currency'): void {
  mustBeCurrency(currency, field);
  if (own !== undefined && own !== currency) throw new Refused('CURRENCY_OF_STATION_DIFFERS', { currency, own });
}
