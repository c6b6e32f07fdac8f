import { rule, type Context } from '../rule.ts';

/** Words to avoid and their replacements. Regular expressions, since strings would break this rule. */
const avoided: readonly [word: RegExp, instead: string][] = [
  [/anew/, "'again', or a verb such as 'replace' or 'recalculate'"],
  [/whoever/, "the role, or 'anyone who'"],
  [/reckon(?:s|ed|ing)?/, "'calculate' or 'count'"],
  [/plain sense/, "'invariant'"],
  [/is none/, "'is not one', or say what it is"],
  [/so many/, "the number, or 'as many as'"],
  [/that which/, "the noun, or 'what'"],
];

// A phrase may continue in the next line of a comment.
const patterns = avoided.map(([word, instead]) => ({
  pattern: new RegExp(`\\b${word.source.replaceAll(' ', '[\\s*/]+')}\\b`, 'gi'),
  instead,
}));

/** True within a comment, a string, a template or JSX text, and anywhere in a file without code. */
function isProse({ sourceCode }: Context, index: number): boolean {
  if ('isText' in (sourceCode.parserServices ?? {})) return true;
  const node = sourceCode.getNodeByRangeIndex(index);
  if (node?.type === 'TemplateElement' || node?.type === 'JSXText') return true;
  if (node?.type === 'Literal' && typeof node.value === 'string') return true;
  return sourceCode.getAllComments().some(({ range: [from, to] }) => from <= index && index < to);
}

export default rule({ word: "Do not write '{{word}}': use {{instead}}." }, (context) => ({
  Program() {
    const { sourceCode } = context;
    for (const { pattern, instead } of patterns) {
      for (const { 0: word, index } of sourceCode.text.matchAll(pattern)) {
        if (!isProse(context, index)) continue;
        const loc = {
          start: sourceCode.getLocFromIndex(index),
          end: sourceCode.getLocFromIndex(index + word.length),
        };
        context.report({ loc, messageId: 'word', data: { word: word.replace(/[\s*/]+/g, ' '), instead } });
      }
    }
  },
}));
