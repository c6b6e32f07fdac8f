import type { ContentText } from 'pdfmake/interfaces.js';

/** A piece of a line, where it differs from the rest. */
type Run = ContentText & { text: string };

/** Letters in a row, in the alphabets of Europe. */
const letters = /[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{M}]/u;
/** What the paper's font lacks of them, or may lack: all beyond Western Europe. */
const european = /[\u0100-\u052f\u1e00-\u1fff\u20a0-\u20bf]/u;
/** Of these, what only the paper's font has: tones of pinyin. */
const pinyin = /[\u01cd-\u01dc\u01f8\u01f9]/u;
/** A stretch that no line may break, though it may be longer than one. */
const stretch = /[^\s\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f\uff00-\uffef]+/gu;

/**
 * A text as the fonts can show it: words with letters that the paper's font lacks are set in the European one, and what is
 * too long for its room is broken anywhere, for what is not on the page was not shown to who signs it.
 *
 * @param room letters that fit into a line at least
 */
export function runs(text: string, room = 60): string | Run[] {
  const clean = shown(text);
  if (!european.test(clean) && !tooLong(clean, room)) return clean;
  const found: Run[] = [];
  let end = 0;
  for (const { 0: word, index } of clean.matchAll(stretch)) {
    if (index > end) found.push({ text: clean.slice(end, index) });
    found.push(...runsOf(word, room));
    end = index + word.length;
  }
  if (end < clean.length) found.push({ text: clean.slice(end) });
  return found.some(({ font, wordBreak }) => font || wordBreak) ? found : clean;
}

/** What people typed, as far as it is something to be seen. */
function shown(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ');
}

function tooLong(text: string, room: number): boolean {
  return (text.match(stretch) ?? []).some((word) => word.length > room);
}

function runsOf(word: string, room: number): Run[] {
  const breaks = word.length > room ? { wordBreak: 'break-all' as const } : {};
  if (!european.test(word)) return [{ text: word, ...breaks }];
  return wordsIn(word).map((text) =>
    european.test(text) && !pinyin.test(text) ? { text, font: 'european', ...breaks } : { text, ...breaks },
  );
}

/** Words apart from what is between them: `Škoda/Volvo` are three. */
function wordsIn(text: string): string[] {
  const parts: string[] = [];
  let inWord: boolean | undefined;
  for (const letter of text) {
    const isLetter = letters.test(letter) || /[\u20a0-\u20bf]/u.test(letter);
    if (isLetter === inWord) parts.push(parts.pop()! + letter);
    else parts.push(letter);
    inWord = isLetter;
  }
  return parts;
}
