import { Invalid } from './errors.ts';
import { plateFrom, plateKey } from './plate.ts';

describe('A number plate', () => {
  it.each([
    '粤B·D12345',
    '粤BD12345',
    '粤b d12345',
    '粤B.D12345',
    '粤B•D12345',
    '粤B・D12345',
    '粤B･D12345',
    '粤B‧D12345',
    '粤B∙D12345',
    '粤B–D12345',
    '粤B—D12345',
    '粤B－D12345',
    '粤BーD12345',
    '粤B_D12345',
    '粤B/D12345',
    '粤B\u00a0D12345',
    '粤B\u3000D12345',
    '粤B\u200bD12345',
    '\ufeff粤B\u00adD12345\u3164',
    '粤Ｂ·Ｄ１２３４５',
  ])('is the same plate when written %j', (written) => {
    expect(plateKey(written)).toBe('粤BD12345');
  });

  it.each([
    ['MÜ-LK 4711', 'mü lk 4711'],
    ['MÜ-LK 4711', 'MU\u0308 LK4711'],
    ['沪A·5566挂', '沪a5566挂'],
    ['使014578', '使 014578'],
    ['А 123 ВС 77', 'a123bc77'],
    ['ΙΖΗ-1234', 'izh 1234'],
  ])('%s is the same as %s', (one, other) => {
    expect(plateKey(one)).toBe(plateKey(other));
  });

  it.each([
    ['MÜ-LK 4711', 'MU-LK 4711'],
    ['沪A·12345', '苏A·12345'],
    ['HH-EK 411', 'HH-EK 412'],
  ])('%s differs from %s', (one, other) => {
    expect(plateKey(one)).not.toBe(plateKey(other));
  });

  it('is kept as written, without blanks at either end', () => {
    expect(plateFrom(' 粤B·D12345 ')).toEqual({ plate: '粤B·D12345', key: '粤BD12345' });
  });

  it('may be left out', () => {
    expect(plateFrom('')).toBeUndefined();
  });

  it.each(['   ', '\u3000', '\u200b', '···', '沪C\n1234', '沪C\u20281234', '沪\u0000A1'])(
    'is refused if it is unreadable: %j',
    (text) => {
      expect(() => plateFrom(text, 'arrival.plate')).toThrow(Invalid);
      expect(() => plateFrom(text, 'arrival.plate')).toThrow('arrival.plate: PLATE_NOT_READABLE');
    },
  );
});
