import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogOf, describeTexts, slugsOf } from '@waystation/testing/texts';

const source = join(import.meta.dirname, '..');

/** Subjects of the mappings, which form the slugs of NotFound errors. */
function kindsOfTheService(): string[] {
  const mappings = globSync('store/*.mapping.ts', { cwd: source }).map((file) =>
    readFileSync(join(source, file), 'utf8'),
  );
  const queried = mappings.filter((text) => !/subject: '(login|.* version|standard|labour operation)'/.test(text));
  return queried.flatMap((text) => [...text.matchAll(/^ {2}subject: '([a-z ]+)'/gm)].map(([, subject]) => subject!));
}

describeTexts(source, 'GAPS_NOT_ACCEPTED');

describe('The texts of network', () => {
  const en = catalogOf(source, 'en');

  it('have an entry for every kind that may not be found', () => {
    const slugs = kindsOfTheService().map((kind) => `${kind.toUpperCase().replaceAll(' ', '_')}_NOT_FOUND`);
    expect(slugs.filter((slug) => !(slug in en))).toEqual([]);
    expect(slugs).toContain('PRICE_LIST_NOT_FOUND');
  });

  it('have no unused entry', () => {
    const elsewhere = ['TIME_ZONE_UNKNOWN', 'BAY_NOT_FOUND'];
    const known = [...slugsOf(source), ...elsewhere];
    const slugs = Object.keys(en).filter((slug) => /^[A-Z_]+$/.test(slug));
    const left = slugs.filter((slug) => !known.includes(slug) && !/_NOT_FOUND$/.test(slug));
    expect(left).toEqual([]);
  });
});
