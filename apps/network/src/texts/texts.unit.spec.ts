import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogOf, describeTexts, slugsOf } from '@waystation/testing/texts';

const source = join(import.meta.dirname, '..');

/** What is not found is named by its kind. */
function kindsOfTheService(): string[] {
  const mappings = globSync('store/*.mapping.ts', { cwd: source }).map((file) =>
    readFileSync(join(source, file), 'utf8'),
  );
  const asked = mappings.filter((text) => !/subject: '(login|.* version|standard|labour operation)'/.test(text));
  return asked.flatMap((text) => [...text.matchAll(/^ {2}subject: '([a-z ]+)'/gm)].map(([, subject]) => subject!));
}

describeTexts(source, 'GAPS_NOT_ACCEPTED');

describe('the texts of the service', () => {
  const en = catalogOf(source, 'en');

  it('have words for everything that may not be found', () => {
    const slugs = kindsOfTheService().map((kind) => `${kind.toUpperCase().replaceAll(' ', '_')}_NOT_FOUND`);
    expect(slugs.filter((slug) => !(slug in en))).toEqual([]);
    expect(slugs).toContain('PRICE_LIST_NOT_FOUND');
  });

  it('have no words that nothing uses', () => {
    const elsewhere = ['ZONE_UNKNOWN', 'BAY_NOT_FOUND'];
    const known = [...slugsOf(source), ...elsewhere];
    const slugs = Object.keys(en).filter((slug) => /^[A-Z_]+$/.test(slug));
    const left = slugs.filter((slug) => !known.includes(slug) && !/_NOT_FOUND$/.test(slug));
    expect(left).toEqual([]);
  });
});
