import { Refused } from '@waystation/model';
import type { DocumentData } from './document-data.ts';
import { refuseUnprintable, unprintable } from './printable.ts';

const data: DocumentData = {
  kind: 'repair_order',
  language: 'en',
  title: 'Repair order',
  station: { name: 'North Gate', address: '', phone: '', timeZone: 'Asia/Shanghai' },
  parties: [{ role: 'Customer', lines: ['ئەھمەت', '𠮷野'] }],
  facts: [['Plate', '沪A·D8231']],
  sections: [
    {
      title: 'Concerns',
      text: 'ไทย 👍🏻',
      points: [{ text: 'CO₂', result: '₸', note: '☑' }],
      table: { columns: [{ title: 'Item' }], rows: [['한국']], total: [['Net', '₮ 1']] },
    },
  ],
  notes: ['a\u200bb'],
  signatures: [{ role: 'Customer', name: 'हिन्दी' }],
  createdAt: new Date(0),
};

describe('unprintable', () => {
  it.each(['', 'Change the oil', '更换机油', 'ئۇيغۇر 𠮷 👨‍👩‍👧‍👦', 'a\u200bb\u200dc\ufeffd\u202ee\u2060f', 'two\nlines\t'])(
    'finds nothing in %j',
    (text) => {
      expect(unprintable(text)).toEqual([]);
    },
  );

  it('names each character that no font has once', () => {
    expect(unprintable('王ꦗꦮꦗ𞤀')).toEqual(['ꦗ', 'ꦮ', '𞤀']);
    expect(unprintable('\u{20002}\ue000\ufffd')).toEqual(['\u{20002}', '\ue000', '\ufffd']);
    expect(unprintable('\ud842')).toEqual(['\ufffd']);
  });
});

describe('refuseUnprintable', () => {
  it('accepts characters that the fonts have', () => {
    expect(() => refuseUnprintable(data)).not.toThrow();
  });

  it('names all characters at once, with their headings', () => {
    const lacking: DocumentData = {
      ...data,
      parties: [{ role: 'Customer', lines: ['ꦗꦮ', 'ꦮ'] }],
      sections: [{ title: 'Concerns', points: [{ text: 'x', note: '𞤀' }] }],
      notes: ['\ue000'],
    };
    const refusal = () => refuseUnprintable(lacking);
    expect(refusal).toThrow(Refused);
    expect(refusal).toThrow(
      expect.objectContaining({
        reason: 'CHARACTERS_NOT_PRINTABLE',
        metadata: { characters: 'ꦗ ꦮ (Customer), 𞤀 (Concerns), \ue000 (Notes)' },
      }),
    );
  });

  it('limits the length of the list of characters', () => {
    const notes = [Array.from({ length: 90 }, (_, index) => String.fromCodePoint(0xa980 + index)).join(' ')];
    try {
      refuseUnprintable({ ...data, notes });
    } catch (error) {
      const { characters } = (error as Refused).metadata;
      expect([characters!.length, characters!.at(-1)]).toEqual([100, '…']);
    }
    expect.assertions(1);
  });
});
