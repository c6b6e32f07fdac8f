import { currencyViolations, mustBeCurrency, mustBeCurrencyOfStation } from './currency.ts';
import { Refused } from './errors.ts';

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

  it('is refused when it is not the currency of the station', () => {
    mustBeCurrencyOfStation('CNY', 'CNY');
    mustBeCurrencyOfStation(undefined, 'EUR');
    expect(() => mustBeCurrencyOfStation('CNY', 'EUR')).toThrow(
      new Refused('CURRENCY_OF_STATION_DIFFERS', { currency: 'EUR', own: 'CNY' }),
    );
    expect(() => mustBeCurrencyOfStation(undefined, 'RMB')).toThrow('currency: CURRENCY_UNKNOWN');
  });
});
