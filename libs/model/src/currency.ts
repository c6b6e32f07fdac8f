import { Invalid, type FieldViolation } from './errors.ts';
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
