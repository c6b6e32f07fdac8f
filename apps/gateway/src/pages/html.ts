/** Part of a page that is already escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** Value in a page: text and numbers are escaped, `Html` is not, lists are joined, `undefined` and `false` are omitted. */
export type Piece = Html | string | number | undefined | false | readonly Piece[];

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Template tag that escapes its values, except `Html`. */
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
