import { Invalid } from './errors.ts';

/** Number plate as written, and its form for comparison. */
export interface NumberPlate {
  /** Plate as written, without blanks at either end. */
  plate: string;
  /** Result of `plateKey`. */
  key: string;
}

// Cyrillic and Greek letters that look like Latin ones: keyboards produce the former, cameras the latter.
const lookalikes: Readonly<Record<string, string>> = {
  ...{ А: 'A', В: 'B', Е: 'E', К: 'K', М: 'M', Н: 'H', О: 'O', Р: 'P', С: 'C', Т: 'T', У: 'Y', Х: 'X' },
  ...{ Α: 'A', Β: 'B', Ε: 'E', Ζ: 'Z', Η: 'H', Ι: 'I', Κ: 'K', Μ: 'M', Ν: 'N', Ο: 'O', Ρ: 'P', Τ: 'T', Υ: 'Y', Χ: 'X' },
};

// People type modifier letters (such as the long-vowel mark ー) instead of a hyphen; fillers are invisible letters.
const noPartOfPlate = /[^\p{L}\p{N}]|\p{Lm}|\p{Default_Ignorable_Code_Point}/gu;

/**
 * Form of a plate for comparison and indexes: letters and digits only, in capitals, in normal form NFKC. Separators
 * between the groups of a plate make no difference.
 *
 * @returns empty for a text without any letter or digit
 */
export function plateKey(text: string): string {
  const composed = text.normalize('NFKC').toUpperCase().normalize('NFKC');
  return composed.replace(noPartOfPlate, '').replace(/[\p{Script=Cyrillic}\p{Script=Greek}]/gu, latinFor);
}

/**
 * Reads the plate in a field of a request.
 *
 * @param text empty: no plate
 * @param field path in the request, for the refusal
 * @returns undefined for an empty text
 * @throws Invalid for a text without letters and digits, or with a line break
 */
export function plateFrom(text: string, field = 'plate'): NumberPlate | undefined {
  if (text === '') return undefined;
  const key = plateKey(text);
  if (key === '' || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text.trim())) {
    throw new Invalid([
      { field, description: 'must have letters or digits, on one line', reason: 'PLATE_NOT_READABLE' },
    ]);
  }
  return { plate: text.trim(), key };
}

function latinFor(letter: string): string {
  return lookalikes[letter] ?? letter;
}
