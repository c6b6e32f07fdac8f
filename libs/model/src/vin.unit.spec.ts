import { checkVin, vinCheckDigit } from './vin.ts';

describe('checkVin', () => {
  it.each(['1M8GDM9AXKP042788', '5GZCZ43D13S812715', '11111111111111111'])('accepts %s', (vin) => {
    expect(checkVin(vin)).toEqual({ vin, verdict: 'valid' });
  });

  it('reads a VIN in any case, with spaces and hyphens', () => {
    expect(checkVin(' 1m8gdm9ax-kp04 2788 ')).toEqual({ vin: '1M8GDM9AXKP042788', verdict: 'valid' });
  });

  it('makes a wrong check digit suspect if none is required', () => {
    expect(checkVin('WP0ZZZ99ZTS392124')).toEqual({
      vin: 'WP0ZZZ99ZTS392124',
      verdict: 'suspect',
      reason: 'VIN_CHECK_DIGIT',
    });
  });

  it.each(['L', '1', '2', '3', '4', '5'])('rejects a wrong check digit if the VIN begins with %s', (first) => {
    const rest = 'ZZZZZ99ZTS392124';
    const wrong = vinCheckDigit(first + rest) === '0' ? '1' : '0';
    const vin = first + rest.slice(0, 7) + wrong + rest.slice(8);
    expect(checkVin(vin)).toEqual({ vin, verdict: 'rejected', reason: 'VIN_CHECK_DIGIT' });
  });

  it('detects any single wrong character with a different value', () => {
    expect(checkVin('1M8GDM9AXKP042789').reason).toBe('VIN_CHECK_DIGIT');
    expect(checkVin('1N8GDM9AXKP042788').reason).toBe('VIN_CHECK_DIGIT');
  });

  it.each(['', '1M8GDM9AXKP04278', '1M8GDM9AXKP0427888'])('rejects "%s" for its length', (vin) => {
    expect(checkVin(vin)).toEqual({ vin, verdict: 'rejected', reason: 'VIN_LENGTH' });
  });

  it('suggests 1 for I and 0 for O and Q', () => {
    expect(checkVin('IM8GDM9AXKPO42788')).toEqual({
      vin: 'IM8GDM9AXKPO42788',
      verdict: 'rejected',
      reason: 'VIN_CHARACTERS',
      suggestion: '1M8GDM9AXKP042788',
    });
    expect(checkVin('wpqzzz99zts392i24').suggestion).toBe('WP0ZZZ99ZTS392124');
  });

  it.each([
    ['the suggestion would be rejected too', 'IM8GDM9AXKPO42789'],
    ['the wrong character is not I, O or Q', '1M8GDM9AXKP04278#'],
    ['a full-width character was typed', '１M8GDM9AXKP042788'],
  ])('suggests nothing if %s', (_why, vin) => {
    expect(checkVin(vin)).toEqual({ vin, verdict: 'rejected', reason: 'VIN_CHARACTERS' });
  });
});

describe('The check digit', () => {
  it('does not depend on the present character at the ninth place', () => {
    expect(vinCheckDigit('1M8GDM9AXKP042788')).toBe('X');
    expect(vinCheckDigit('1M8GDM9A0KP042788')).toBe('X');
    expect(vinCheckDigit('5GZCZ43D13S812715')).toBe('1');
  });

  it('is refused for a text that cannot be a VIN', () => {
    expect(() => vinCheckDigit('1M8')).toThrow(RangeError);
  });
});
