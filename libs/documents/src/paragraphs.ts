/** Maximum letters of a paragraph: pdfmake's time for a paragraph grows with the square of its length. */
const lettersMax = 1_200;
/** Preferred ends of a paragraph: after a sentence, otherwise after a word. */
const ends = [/[.!?;。！？；][\s”"』」]*/gu, /[\s,，、]+/gu];

/** Splits a text into paragraphs at its line breaks, and a very long line at ends of sentences. */
export function paragraphs(text: string): string[] {
  return text.split(/\r\n?|\n/).flatMap(pieces);
}

function pieces(line: string): string[] {
  const found: string[] = [];
  let rest = line;
  while (rest.length > lettersMax) {
    const end = endIn(rest.slice(0, lettersMax));
    found.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return [...found, rest];
}

/** Last possible end of a paragraph in a text, but not in its first half. */
function endIn(text: string): number {
  for (const end of ends) {
    const last = [...text.matchAll(end)].at(-1);
    if (last && last.index + last[0].length > text.length / 2) return last.index + last[0].length;
  }
  // Never between the two halves of a surrogate pair.
  return /[\ud800-\udbff]$/.test(text) ? text.length - 1 : text.length;
}
