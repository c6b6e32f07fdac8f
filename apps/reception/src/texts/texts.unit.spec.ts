import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const source = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(source, file), 'utf8');
const catalog = (language: string) => JSON.parse(read(`texts/${language}.json`)) as Record<string, string>;

/** Slugs stand as text in what the service refuses by: in capitals, with an underscore at least. */
function slugsOfTheService(): string[] {
  const files = globSync('{model,queries,store}/*.ts', { cwd: source }).filter((file) => !file.endsWith('.spec.ts'));
  const found = files.flatMap((file) => [...read(file).matchAll(/'([A-Z]+(?:_[A-Z]+)+)'/g)].map(([, slug]) => slug!));
  return [...new Set(found)].sort();
}

describe('the texts of the service', () => {
  const [en, zh] = [catalog('en'), catalog('zh')];

  it('are the same in both languages', () => {
    expect(Object.keys(zh)).toEqual(Object.keys(en));
    const placesOf = (words: string) => [...words.matchAll(/\{\{\w+\}\}/g)].map(String).sort();
    for (const slug of Object.keys(en)) expect([slug, placesOf(zh[slug]!)]).toEqual([slug, placesOf(en[slug]!)]);
  });

  it('have words for every slug that the service uses', () => {
    expect(slugsOfTheService().filter((slug) => !(slug in en))).toEqual([]);
    expect(slugsOfTheService()).toContain('CUSTOMER_SIGNATURE_MISSING');
  });
});
