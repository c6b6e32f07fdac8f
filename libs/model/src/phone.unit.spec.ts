import { phoneCountryOf, phoneFrom, readPhone } from './phone.ts';

describe('A phone number', () => {
  it.each([
    ['+86 139 5550 1201', 'CN', '+8613955501201'],
    ['13955501201', 'CN', '+8613955501201'],
    ['0086 139 5550 1201', 'CN', '+8613955501201'],
    ['8613955501201', 'CN', '+8613955501201'],
    ['+86(139)5550-1201', 'CN', '+8613955501201'],
    ['１３９５５５０１２０１', 'CN', '+8613955501201'],
    ['139\u20115550\u20111201', 'CN', '+8613955501201'],
    ['+86 139 5550 1201', 'DE', '+8613955501201'],
    ['+49 (0)40 5550 1203', 'DE', '+494055501203'],
    ['+49 (0)40 5550 1203', 'CN', '+494055501203'],
    ['+49 40 5550 1203', 'DE', '+494055501203'],
    ['040 5550 1203', 'DE', '+494055501203'],
    ['0049 40 55501203', 'DE', '+494055501203'],
    ['0049 40 55501203', 'US', '+494055501203'],
    ['011 49 40 55501203', 'US', '+494055501203'],
    ['4915112345678', 'CN', '+4915112345678'],
    ['021-58881234', 'CN', '+862158881234'],
    ['+86 21 5888 1234', 'CN', '+862158881234'],
    ['400-820-1234', 'CN', '+864008201234'],
    ['06 1234 5678', 'IT', '+390612345678'],
    ['+86 139 5550 1201', undefined, '+8613955501201'],
  ])('%s in %s is read as %s', (text, country, number) => {
    expect(readPhone(text, country)).toEqual({ number, extension: '' });
  });

  it.each([
    ['021-58881234 转 801', '801'],
    ['021-58881234转801', '801'],
    ['021-58881234 分机:801', '801'],
    ['021-58881234 ext 801', '801'],
    ['021-58881234 Ext. 801', '801'],
    ['021-58881234 x801', '801'],
    ['021-58881234#801', '801'],
    ['021-58881234;ext=801', '801'],
    ['021-58881234-801', '801'],
    ['021-5888 1234 – 0801', '0801'],
    ['+86 21 58881234 801', '801'],
  ])('%s is read as the company number with extension %s', (text, extension) => {
    expect(readPhone(text, 'CN')).toEqual({ number: '+862158881234', extension });
  });

  it('has no extension if the last group belongs to a valid number', () => {
    expect(readPhone('040 5550-120', 'DE')).toEqual({ number: '+49405550120', extension: '' });
  });

  it.each([
    '-',
    '123',
    '110',
    '   ',
    '转 801',
    '021',
    'none',
    '13955501201 / 13955501202',
    '+86 10',
    '13955501201 老王',
  ])('is refused if the text cannot be a phone number: %j', (text) => {
    expect(() => phoneFrom(text, 'CN', 'party.call_back_number')).toThrow('party.call_back_number: PHONE_NOT_A_NUMBER');
  });

  it('needs a country code if the country of the station is unknown', () => {
    expect(readPhone('139 5550 1201', undefined)).toBeUndefined();
  });

  it('may be left out', () => {
    expect(phoneFrom('', 'CN', 'phone')).toBeUndefined();
  });
});

describe('The country of phone numbers', () => {
  it.each([
    ['CN', '', 'CN'],
    ['US-NY', '', 'US'],
    ['EU', '+49 40 5555 0142', 'DE'],
    ['EU', '040 5555 0142', undefined],
  ])('for jurisdiction %s and station phone %j is %s', (jurisdiction, phone, country) => {
    expect(phoneCountryOf({ jurisdiction, phone })).toBe(country);
  });
});
