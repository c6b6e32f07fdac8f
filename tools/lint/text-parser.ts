// ESLint parser for files without code, such as Markdown, so that rules on words check all files in one run.

export const meta = { name: 'waystation-text' };

/** Parses any text as an empty program. */
export function parseForESLint(text: string) {
  const lines = text.split('\n');
  const end = { line: lines.length, column: lines.at(-1)!.length };
  const loc = { start: { line: 1, column: 0 }, end };
  const ast = {
    type: 'Program',
    sourceType: 'module',
    body: [],
    tokens: [],
    comments: [],
    range: [0, text.length],
    loc,
  };
  return { ast, services: { isText: true }, visitorKeys: { Program: [] } };
}
