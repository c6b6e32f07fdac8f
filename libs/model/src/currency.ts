import { Invalid, Refused, type FieldViolation } from './errors.ts';
import { isCurrency } from './money.ts';

/** Violations of a currency in a request: none, or that it is not in ISO 4217. */
export function currencyViolations(currency: string, field = 'currency'): FieldViolation[] {
  return isCurrency(currency)
    ? []
    : [{ field, description: `ISO 4217 has no currency ${currency}`, reason: 'CURRENCY_UNKNOWN' }];
}

/** @throws Invalid if it is not a currency of ISO 4217 */
export function mustBeCurrency(currency: string, field = 'currency'): void {
  const violations = currencyViolations(currency, field);
  if (violations.length > 0) throw new Invalid(violations);
}

/**
 * Requires the station's currency for an amount that the station compares with other amounts.
 *
 * @param own the station's currency; undefined while it is unknown, then any currency of ISO 4217 passes
 * @throws Invalid if it is not a currency of ISO 4217
 * @throws Refused if it is not the station's currency
 */
export function mustBeCurrencyOfStation(own: string | undefined, currency: string, field = 'currency'): void {
  mustBeCurrency(currency, field);
  if (own !== undefined && own !== currency) throw new Refused('CURRENCY_OF_STATION_DIFFERS', { currency, own });
}
