import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateSlug, stepSlug } from '@waystation/call';
import { Role } from '@waystation/contracts/options';
import { isRefusable, statusesOf } from '@waystation/model';
import { platformNames, publishedKinds } from '@waystation/names';
import { commonTexts } from '@waystation/service/texts';
import type { Mapping } from '@waystation/store';
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

/** The words of a service in a language, by slug. */
export function catalogOf(source: string, language: string): Record<string, string> {
  return JSON.parse(readFileSync(join(source, `texts/${language}.json`), 'utf8')) as Record<string, string>;
}

/** The places that are filled in each text, by slug: alike in all languages. */
export function placesIn(texts: Readonly<Record<string, string>>): Record<string, string[]> {
  const placesOf = (text: string) => [...text.matchAll(/\{\{\w+(?:, \w+)?\}\}/g)].map(String).sort();
  return Object.fromEntries(Object.entries(texts).map(([slug, text]) => [slug, placesOf(text)]));
}

/** Every name that a refusal by a wrong state can print: of aggregates, of their states, of the steps that states refuse. */
export function stateNamesFor(mappings: readonly Pick<Mapping, 'subject' | 'steps'>[]): string[] {
  return mappings.flatMap(({ subject, steps: { table } = { table: {}, initial: [] } }) => {
    const refusable = Object.entries(table).filter(([, row]) => isRefusable(table, row));
    if (refusable.length === 0) return [];
    const states = statusesOf(table).map((state) => stateSlug(subject, state));
    return [subject, ...states, ...refusable.map(([verb]) => stepSlug(subject, verb))];
  });
}

/** The mappings in a service's store. */
async function mappingsIn(source: string): Promise<Mapping[]> {
  const files = globSync('store/*.mapping.ts', { cwd: source });
  const modules = await Promise.all(files.map((file) => import(join(source, file)) as Promise<object>));
  const exported: unknown[] = modules.flatMap((module) => Object.values(module) as unknown[]);
  return exported.filter(
    (each): each is Mapping => typeof each === 'object' && each !== null && 'subject' in each && 'table' in each,
  );
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
      expect(placesIn(zh)).toEqual(placesIn(en));
      expect(Object.keys(zh)).toEqual(Object.keys(en));
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

    it('have words for every slug that the service uses', () => {
      expect(slugsOf(source).filter((slug) => !(slug in en) && !(slug in commonTexts.en))).toEqual([]);
      expect(slugsOf(source)).toContain(one);
    });

    it('repeat none of the common texts', () => {
      expect(Object.keys(en).filter((slug) => slug in commonTexts.en)).toEqual([]);
    });

    it('name every state, and every step that a state refuses', async () => {
      const mappings = await mappingsIn(source);
      expect(mappings).not.toHaveLength(0);
      expect(stateNamesFor(mappings).filter((name) => !(name in en))).toEqual([]);
      // A refusal names the aggregate as the aggregate names itself.
      const namesItself = (mapping: Mapping) => (mapping.class.prototype as { subject?: string }).subject;
      const aggregates = mappings.filter(({ steps }) => steps);
      expect(aggregates.map(namesItself)).toEqual(aggregates.map(({ subject }) => subject));
    });
  });
}
