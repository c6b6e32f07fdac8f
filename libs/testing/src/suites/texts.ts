import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Role } from '@waystation/contracts/options';
import { fixedNames, platformNames, publishedKinds } from '@waystation/names';
import { jestGlobals } from '../jest-globals.ts';

/** Slugs that stand in the model, queries and store of a service: in capitals, with an underscore at least; no roles. */
export function slugsOf(source: string): string[] {
  const files = globSync('{model,queries,store}/*.ts', { cwd: source }).filter((file) => !file.endsWith('.spec.ts'));
  const texts = files.map((file) => readFileSync(join(source, file), 'utf8'));
  const found = texts.flatMap((text) => [...text.matchAll(/'([A-Z]+(?:_[A-Z]+)+)'/g)].map(([, slug]) => slug!));
  const roles: string[] = Object.values(Role);
  return [...new Set(found)].filter((slug) => !roles.includes(slug)).sort();
}

/** Facts that are codes or ids, and so need a list that names them, or stay out of the text. */
const coded = ['state', 'allowed', 'payer', 'channel', 'skill', 'kind', 'form', 'unit', 'roles', 'staffId'];

/** Statuses in the step tables of a service. */
export function statusesOf(source: string): string[] {
  const files = globSync('model/*.ts', { cwd: source }).filter((file) => !file.endsWith('.spec.ts'));
  const rows = files.flatMap((file) => [
    ...readFileSync(join(source, file), 'utf8').matchAll(/\bfrom: \[([^\]]*)\]|\bto: ('[a-z_]+')/g),
  ]);
  const statuses = rows.flatMap(([, from = '', to = '']) => [...`${from} ${to}`.matchAll(/'([a-z_]+)'/g)]);
  return [...new Set(statuses.map(([, status]) => status!))];
}

/** The words of a service in a language, by slug. */
export function catalogOf(source: string, language: string): Record<string, string> {
  return JSON.parse(readFileSync(join(source, `texts/${language}.json`), 'utf8')) as Record<string, string>;
}

/**
 * Both languages have the same words with the same places in them, and all that the service refuses by.
 *
 * @param source folder `src` of the service
 * @param one a slug that it has, so that finding none does not pass
 */
export function describeTexts(source: string, one: string): void {
  const { describe, expect, it } = jestGlobals();
  describe('the texts of the service', () => {
    const [en, zh] = [catalogOf(source, 'en'), catalogOf(source, 'zh')];

    it('are the same in both languages', () => {
      expect(Object.keys(zh)).toEqual(Object.keys(en));
      const placesOf = (words: string) => [...words.matchAll(/\{\{\w+(?:, \w+)?\}\}/g)].map(String).sort();
      for (const slug of Object.keys(en)) expect([slug, placesOf(zh[slug]!)]).toEqual([slug, placesOf(en[slug]!)]);
    });

    it('name codes by a list that there is', () => {
      const formats = Object.values(en).flatMap((text) => [...text.matchAll(/\{\{\w+, (\w+)\}\}/g)]);
      const lists = [...Object.keys(platformNames), ...publishedKinds, 'time'];
      expect(formats.map(([, format]) => format!).filter((format) => !lists.includes(format))).toEqual([]);
    });

    it('have places for codes only where a list names them', () => {
      const places = Object.values(en).flatMap((text) => [...text.matchAll(/\{\{(\w+)\}\}/g)]);
      expect(places.map(([, place]) => place!).filter((place) => coded.includes(place))).toEqual([]);
    });

    it('have a name for every status that a step leads from or to', () => {
      const nameless = statusesOf(source).filter((status) => fixedNames.find('status', status, 'zh') === undefined);
      expect(nameless).toEqual([]);
    });

    it('have words for every slug that the service uses', () => {
      expect(slugsOf(source).filter((slug) => !(slug in en))).toEqual([]);
      expect(slugsOf(source)).toContain(one);
    });
  });
}
