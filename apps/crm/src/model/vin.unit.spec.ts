import { checkedVin } from './vin.ts';

describe('A vehicle identification number', () => {
  it('is stored in capitals, without spaces and hyphens', () => {
    expect(checkedVin('1m8 gdm9axkp-042788')).toEqual({ vin: '1M8GDM9AXKP042788', warning: '' });
  });

  it('is accepted with a warning when a wrong check digit may be genuine', () => {
    expect(checkedVin('WP0ZZZ99ZTS392124')).toEqual({ vin: 'WP0ZZZ99ZTS392124', warning: 'VIN_CHECK_DIGIT' });
  });

  it.each([
    ['VIN_CHECK_DIGIT', '1M8GDM9A1KP042788'],
    ['VIN_CHECK_DIGIT', 'LZZ7CLVC0KC214406'],
    ['VIN_LENGTH', '1M8GDM9AXKP04278'],
    ['VIN_CHARACTERS', 'WP0ZZZ99ZTS3921!4'],
  ])('is refused with %s: %s', (reason, text) => {
    expect(() => checkedVin(text)).toThrow(
      expect.objectContaining({ violations: [expect.objectContaining({ reason })] }),
    );
  });
});
