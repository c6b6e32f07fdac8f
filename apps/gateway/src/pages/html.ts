/** A piece of a page, escaped already. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** What may stand in a page: texts and numbers are escaped, pieces are not, lists are joined, nothing is nothing. */
export type Piece = Html | string | number | undefined | false | readonly Piece[];

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A piece of a page; whatever is put in is escaped unless it is a piece itself. */
export function html(parts: TemplateStringsArray, ...values: readonly Piece[]): Html {
  const text = parts.reduce((before, part, index) => before + textOf(values[index - 1]) + part);
  return new Html(text);
}

function textOf(piece: Piece): string {
  if (piece === undefined || piece === false) return '';
  if (piece instanceof Html) return piece.text;
  if (typeof piece === 'string' || typeof piece === 'number')
    return String(piece).replace(/[&<>"']/g, (character) => escapes[character]!);
  return piece.map(textOf).join('');
}
