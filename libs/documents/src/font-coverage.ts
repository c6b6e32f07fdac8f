import { readFileSync } from 'node:fs';
import { fontFamilies, fontNames, familyOf, type FontName } from './fonts.ts';
import { fontkitOfPdfmake } from './fontkit.ts';
import { encode } from './ranges.ts';

/** Characters of no particular script. A right-to-left script prints them in its own font. */
const scriptless = /[\p{sc=Common}\p{sc=Inherited}]/u;

/** Source of `coverage.gen.ts`: the characters that each family has in both weights, known without reading a font. */
export function fontCoverage(): string {
  const rows = fontNames.map((name) => `  ${name}: '${encode(charactersOf(name))}',`);
  return `// Made from the fonts by tools/generate/font-coverage.ts.
import type { FontName } from './fonts.ts';

/** The characters of each family, as \`ranges.ts\` writes them. */
export const coverage: Readonly<Record<FontName, string>> = {
${rows.join('\n')}
};
`;
}

function charactersOf(name: FontName): number[] {
  const { normal, bold, letters, rightToLeft } = familyOf[name];
  const ofBold = new Set(characterSet(bold));
  const ofDocument = name === 'rare' ? new Set(characterSet(fontFamilies.common.normal)) : new Set<number>();
  return characterSet(normal).filter((codePoint) => {
    const character = String.fromCodePoint(codePoint);
    const isOurs = letters.test(character) || (rightToLeft && scriptless.test(character));
    return isOurs && ofBold.has(codePoint) && !ofDocument.has(codePoint);
  });
}

function characterSet(file: string): readonly number[] {
  return fontkitOfPdfmake().create(readFileSync(file)).characterSet;
}
