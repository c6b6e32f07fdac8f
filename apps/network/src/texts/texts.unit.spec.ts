import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Role } from '@waystation/contracts/options';

const source = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(source, file), 'utf8');
const catalog = (language: string) => JSON.parse(read(`texts/${language}.json`)) as Record<string, string>;

/** Slugs stand as text in what the service refuses by: in capitals, with an underscore at least. */
function slugsOfTheService(): string[] {
  const files = globSync('{model,queries,store}/*.ts', { cwd: source }).filter((file) => !file.endsWith('.spec.ts'));
  const found = files.flatMap((file) => [...read(file).matchAll(/'([A-Z]+(?:_[A-Z]+)+)'/g)].map(([, slug]) => slug!));
  const roles: string[] = Object.values(Role);
  return [...new Set(found)].filter((slug) => !roles.includes(slug)).sort();
}

/** What is not found is named by its kind. */
function kindsOfTheService(): string[] {
  const mappings = globSync('store/*.mapping.ts', { cwd: source }).map(read);
  const asked = mappings.filter((text) => !/subject: '(login|.* version|standard|labour operation)'/.test(text));
  return asked.flatMap((text) => [...text.matchAll(/^ {2}subject: '([a-z ]+)'/gm)].map(([, subject]) => subject!));
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
    expect(slugsOfTheService()).toContain('GAPS_NOT_ACCEPTED');
  });

  it('have words for everything that may not be found', () => {
    const slugs = kindsOfTheService().map((kind) => `${kind.toUpperCase().replaceAll(' ', '_')}_NOT_FOUND`);
    expect(slugs.filter((slug) => !(slug in en))).toEqual([]);
    expect(slugs).toContain('PRICE_LIST_NOT_FOUND');
  });

  it('have no words that nothing uses', () => {
    const elsewhere = ['WRONG_STATE', 'ZONE_UNKNOWN', 'BAY_NOT_FOUND'];
    const known = [...slugsOfTheService(), ...elsewhere];
    const left = Object.keys(en).filter((slug) => !known.includes(slug) && !/_NOT_FOUND$/.test(slug));
    expect(left).toEqual([]);
  });
});
