import { currencyViolations, mustBeCurrency, mustBeCurrencyOfStation } from './currency.ts';
import { Refused } from './errors.ts';

describe('A currency in a request', () => {
  it.each(['CNY', 'EUR', 'RWF', 'KWD', 'XPF'])('is accepted if it is in ISO 4217: %s', (currency) => {
    expect(currencyViolations(currency)).toEqual([]);
  });

  it.each(['ABC', 'RMB', 'eur', 'XXX', 'XTS', 'DEM', ''])('is refused if it is not in ISO 4217: %j', (currency) => {
    expect(() => mustBeCurrency(currency, 'customer.currency')).toThrow('customer.currency: CURRENCY_UNKNOWN');
  });

  it("is refused if it is not the station's currency", () => {
    mustBeCurrencyOfStation('CNY', 'CNY');
    mustBeCurrencyOfStation(undefined, 'EUR');
    expect(() => mustBeCurrencyOfStation('CNY', 'EUR')).toThrow(
      new Refused('CURRENCY_OF_STATION_DIFFERS', { currency: 'EUR', own: 'CNY' }),
    );
    expect(() => mustBeCurrencyOfStation(undefined, 'RMB')).toThrow('currency: CURRENCY_UNKNOWN');
  });
});
