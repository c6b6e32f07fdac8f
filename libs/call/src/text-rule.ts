import type { TextKind } from '@waystation/contracts';
import { isVisible } from '@waystation/model';

/** Reason to refuse a text. The messages are in `field-texts.ts`. */
export type TextFault = 'TEXT_CONTROL' | 'TEXT_LINE_BREAK' | 'TEXT_DIRECTION' | 'TEXT_INVISIBLE' | 'TEXT_NOT_UNICODE';

/** The normalized text, or the first character that is refused. */
export type TextVerdict = { text: string } | { fault: TextFault; sign: string };

/** Fast path: nearly all texts consist of these characters only. */
const plain =
  /^[\x21-\x7e\u4e00-\u9fff\u3001-\u3020\uff01-\uff5e]+( [\x21-\x7e\u4e00-\u9fff\u3001-\u3020\uff01-\uff5e]+)*$/;
/** Full-width forms and the ideographic space, as typed on a Chinese keyboard. */
const fullWidth = /[\uff01-\uff5e\uffe0-\uffe6\u3000]/g;
/** White space and the fillers, which Unicode counts as letters but which look blank. */
const blankEnds =
  /^[\p{White_Space}\u2800\u3164\u115f\u1160\uffa0]+|[\p{White_Space}\u2800\u3164\u115f\u1160\uffa0]+$/gu;

/**
 * Invisible characters that come with copied text: zero width space and no-break space, word joiner, soft hyphen, direction
 * marks. Removed without an error.
 */
const dropped = /[\u200b\ufeff\u2060\u00ad\u200e\u200f\u061c]/g;
/** Embeddings, overrides and isolates, which show a text in another order than it is stored. */
const direction = /[\u202a-\u202e\u2066-\u2069]/;
/** Visible format characters: number signs of Arabic, Syriac and Kaithi. */
const visibleFormat = /[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}]/u;
const joiners = /[\u200c\u200d\u180e]/g;
const scripts = [
  'Arabic',
  'Syriac',
  'Mongolian',
  'Nko',
  'Mandaic',
  'Phags_Pa',
  'Devanagari',
  'Bengali',
  'Gurmukhi',
  'Gujarati',
]
  .concat(['Oriya', 'Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Khmer', 'Myanmar', 'Tibetan', 'Lao', 'Thai'])
  .map((script) => String.raw`\p{scx=${script}}`)
  .join('');
/** Letters whose shape depends on a joiner or non-joiner beside them. */
const joinable = new RegExp(String.raw`[[${scripts}]&&[\p{L}\p{M}]]`, 'v');
/** Parts of emoji that a joiner combines. */
const picture = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]/u;
/** Flags of England, Scotland and Wales, which are spelt with tags. */
const tagSequence = /\u{1f3f4}[\u{e0061}-\u{e007a}\u{e0030}-\u{e0039}]{1,6}\u{e007f}/gu;

/**
 * Normalizes a text: removes blanks at its ends and invisible characters. A text without any visible character becomes
 * empty.
 *
 * Codes, plates and numbers get plain characters for full-width ones; vehicle identification numbers also lose blanks and
 * hyphens and get capital letters.
 */
export function takeText(text: string, kind: TextKind): TextVerdict {
  const typed = kind === 'LINE' || kind === 'LINES' ? text : text.replace(fullWidth, (sign) => sign.normalize('NFKC'));
  if (plain.test(typed)) return { text: kind === 'VIN' ? vinOf(typed) : typed };

  const lines = kind === 'LINES' ? typed.replaceAll(/\r\n?|[\u0085\u2028\u2029]/g, '\n') : typed;
  const kept = lines.replace(dropped, '').replace(joiners, isJoining).replace(blankEnds, '');
  const faulty = faultOf(kept.replace(tagSequence, ''), kind);
  if (faulty) return faulty;
  if (!isVisible(kept)) return { text: '' };
  return { text: kind === 'VIN' ? vinOf(kept) : kept };
}

function faultOf(text: string, kind: TextKind): TextVerdict | undefined {
  for (const sign of text) {
    if (/[\n\r\t\v\f\u0085\u2028\u2029]/.test(sign)) {
      if (kind !== 'LINES') return { fault: 'TEXT_LINE_BREAK', sign };
      if (!/[\n\t]/.test(sign)) return { fault: 'TEXT_CONTROL', sign };
    } else if (/\p{Cc}/u.test(sign)) return { fault: 'TEXT_CONTROL', sign };
    else if (/\p{Cs}/u.test(sign) || /\p{Noncharacter_Code_Point}/u.test(sign))
      return { fault: 'TEXT_NOT_UNICODE', sign };
    else if (direction.test(sign)) return { fault: 'TEXT_DIRECTION', sign };
    else if (/\p{Cf}/u.test(sign) && !visibleFormat.test(sign) && !/[\u200c\u200d\u180e]/.test(sign)) {
      return { fault: 'TEXT_INVISIBLE', sign };
    }
  }
  return undefined;
}

/** Keeps a joiner that changes the look of its neighbours, removes it elsewhere. */
function isJoining(sign: string, at: number, text: string): string {
  const before = signBefore(text, at);
  const after = signAt(text, at + 1);
  const joinsLetters = joinable.test(before) || joinable.test(after);
  const joinsPictures = sign === '\u200d' && picture.test(before) && /\p{Extended_Pictographic}/u.test(after);
  return joinsLetters || joinsPictures ? sign : '';
}

function signAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
}

function signBefore(text: string, at: number): string {
  const last = text.charAt(at - 1);
  return /[\udc00-\udfff]/.test(last) ? signAt(text, at - 2) : last;
}

function vinOf(text: string): string {
  return text.replaceAll(/[\s\p{Pd}]/gu, '').toUpperCase();
}
