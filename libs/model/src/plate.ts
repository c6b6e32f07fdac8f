import { Invalid } from './errors.ts';

/** A number plate as somebody wrote it, and the form that it is compared by. */
export interface NumberPlate {
  /** As written, without blanks at either end. */
  plate: string;
  /** See `plateKey`. */
  key: string;
}

// Cyrillic and Greek letters that a plate shares with the Latin alphabet: keyboards give the one, cameras the other.
const lookalikes: Readonly<Record<string, string>> = {
  ...{ А: 'A', В: 'B', Е: 'E', К: 'K', М: 'M', Н: 'H', О: 'O', Р: 'P', С: 'C', Т: 'T', У: 'Y', Х: 'X' },
  ...{ Α: 'A', Β: 'B', Ε: 'E', Ζ: 'Z', Η: 'H', Ι: 'I', Κ: 'K', Μ: 'M', Ν: 'N', Ο: 'O', Ρ: 'P', Τ: 'T', Υ: 'Y', Χ: 'X' },
};

// Modifier letters (such as the long-vowel mark ー) are typed for a hyphen; fillers are letters that nobody sees.
const noPartOfPlate = /[^\p{L}\p{N}]|\p{Lm}|\p{Default_Ignorable_Code_Point}/gu;

/**
 * The form in which plates are compared and indexed: compatibility forms (full width, decomposed) composed, in capitals,
 * letters and digits only. Which sign separates the groups of a plate makes no difference.
 *
 * @returns empty for a text without any letter or digit
 */
export function plateKey(text: string): string {
  const composed = text.normalize('NFKC').toUpperCase().normalize('NFKC');
  return composed.replace(noPartOfPlate, '').replace(/[\p{Script=Cyrillic}\p{Script=Greek}]/gu, latinFor);
}

/**
 * A plate that was typed or read.
 *
 * @param text empty: none was given
 * @param field path in the request, for the refusal
 * @returns undefined where none was given
 * @throws Invalid for a text that no plate can bear: blanks only, or a line break
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
