import { currencyViolations, mustBeCurrency } from './currency.ts';

describe('a currency that a request names', () => {
  it.each(['CNY', 'EUR', 'RWF', 'KWD', 'XPF'])('is taken when ISO 4217 has it: %s', (currency) => {
    expect(currencyViolations(currency)).toEqual([]);
  });

  it.each(['ABC', 'RMB', 'eur', 'XXX', 'XTS', 'DEM', ''])(
    'is refused when ISO 4217 does not have it: %j',
    (currency) => {
      expect(() => mustBeCurrency(currency, 'customer.currency')).toThrow('customer.currency: CURRENCY_UNKNOWN');
    },
  );
});
