/** pdfmake's time for a piece of text grows with the square of its length. */
const piece = 1_200;
/** Behind these a piece may end. */
const ends = [/[.!?;。！？；][\s”"』」]*/gu, /[\s,，、]+/gu];

/** A text in pieces that each are set as a paragraph: at its line breaks, and where it is very long at the end of a sentence. */
export function paragraphs(text: string): string[] {
  return text.split(/\r\n?|\n/).flatMap(pieces);
}

function pieces(line: string): string[] {
  const found: string[] = [];
  let rest = line;
  while (rest.length > piece) {
    const end = endIn(rest.slice(0, piece));
    found.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return [...found, rest];
}

/** Where a piece ends that is to be as long as possible, but not shorter than half. */
function endIn(text: string): number {
  for (const end of ends) {
    const last = [...text.matchAll(end)].at(-1);
    if (last && last.index + last[0].length > text.length / 2) return last.index + last[0].length;
  }
  // Not between the halves of a letter.
  return /[\ud800-\udbff]$/.test(text) ? text.length - 1 : text.length;
}
