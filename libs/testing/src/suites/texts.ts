import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateSlug, stepSlug } from '@waystation/call';
import { Role } from '@waystation/contracts/options';
import { isRefusable, statusesOf } from '@waystation/model';
import { platformNames, publishedKinds } from '@waystation/names';
import { commonTexts } from '@waystation/service/texts';
import type { Mapping } from '@waystation/store';
import { jestGlobals } from '../jest-globals.ts';

/** Slugs in the source of a service's model, queries and store: capitals with an underscore, except roles. */
export function slugsOf(source: string): string[] {
  const files = globSync('{model,queries,store}/*.ts', { cwd: source }).filter((file) => !file.endsWith('.spec.ts'));
  const texts = files.map((file) => readFileSync(join(source, file), 'utf8'));
  const found = texts.flatMap((text) => [...text.matchAll(/'([A-Z]+(?:_[A-Z]+)+)'/g)].map(([, slug]) => slug!));
  const roles: string[] = Object.values(Role);
  return [...new Set(found)].filter((slug) => !roles.includes(slug)).sort();
}

/** Facts with codes or ids, which a text may only show through a list of names. */
const coded = ['state', 'allowed', 'payer', 'channel', 'skill', 'kind', 'form', 'unit', 'roles', 'staffId'];

/** Texts of a service in a language, by slug. */
export function catalogOf(source: string, language: string): Record<string, string> {
  return JSON.parse(readFileSync(join(source, `texts/${language}.json`), 'utf8')) as Record<string, string>;
}

/** Placeholders of each text by slug; they must be the same in all languages. */
export function placesIn(texts: Readonly<Record<string, string>>): Record<string, string[]> {
  const placesOf = (text: string) => [...text.matchAll(/\{\{\w+(?:, \w+)?\}\}/g)].map(String).sort();
  return Object.fromEntries(Object.entries(texts).map(([slug, text]) => [slug, placesOf(text)]));
}

/** Slugs of all names in refusals by a wrong state: aggregates, states, and steps that a state can refuse. */
export function stateNamesFor(mappings: readonly Pick<Mapping, 'subject' | 'steps'>[]): string[] {
  return mappings.flatMap(({ subject, steps: { table } = { table: {}, initial: [] } }) => {
    const refusable = Object.entries(table).filter(([, row]) => isRefusable(table, row));
    if (refusable.length === 0) return [];
    const states = statusesOf(table).map((state) => stateSlug(subject, state));
    return [subject, ...states, ...refusable.map(([verb]) => stepSlug(subject, verb))];
  });
}

/** Mappings in a service's store. */
async function mappingsIn(source: string): Promise<Mapping[]> {
  const files = globSync('store/*.mapping.ts', { cwd: source });
  const modules = await Promise.all(files.map((file) => import(join(source, file)) as Promise<object>));
  const exported: unknown[] = modules.flatMap((module) => Object.values(module) as unknown[]);
  return exported.filter(
    (each): each is Mapping => typeof each === 'object' && each !== null && 'subject' in each && 'table' in each,
  );
}

/**
 * Adds tests that both languages have the same texts with the same placeholders, and a text for every refusal.
 *
 * @param source folder `src` of the service
 * @param one slug that must be found, so that the tests cannot pass by finding none
 */
export function describeTexts(source: string, one: string): void {
  const { describe, expect, it } = jestGlobals();
  describe('The texts of the service', () => {
    const [en, zh] = [catalogOf(source, 'en'), catalogOf(source, 'zh')];

    it('have the same slugs and placeholders in both languages', () => {
      expect(placesIn(zh)).toEqual(placesIn(en));
      expect(Object.keys(zh)).toEqual(Object.keys(en));
    });

    it('name codes by an existing list', () => {
      const formats = Object.values(en).flatMap((text) => [...text.matchAll(/\{\{\w+, (\w+)\}\}/g)]);
      const lists = [...Object.keys(platformNames), ...publishedKinds, 'time'];
      expect(formats.map(([, format]) => format!).filter((format) => !lists.includes(format))).toEqual([]);
    });

    it('show codes only through a list of names', () => {
      const places = Object.values(en).flatMap((text) => [...text.matchAll(/\{\{(\w+)\}\}/g)]);
      expect(places.map(([, place]) => place!).filter((place) => coded.includes(place))).toEqual([]);
    });

    it('exist for every slug that the service uses', () => {
      expect(slugsOf(source).filter((slug) => !(slug in en) && !(slug in commonTexts.en))).toEqual([]);
      expect(slugsOf(source)).toContain(one);
    });

    it('repeat none of the common texts', () => {
      expect(Object.keys(en).filter((slug) => slug in commonTexts.en)).toEqual([]);
    });

    it('name every state and every step that a state can refuse', async () => {
      const mappings = await mappingsIn(source);
      expect(mappings).not.toHaveLength(0);
      expect(stateNamesFor(mappings).filter((name) => !(name in en))).toEqual([]);
      // Refusals use the subject of the aggregate, so the mapping must have the same.
      const subjectOf = (mapping: Mapping) => (mapping.class.prototype as { subject?: string }).subject;
      const aggregates = mappings.filter(({ steps }) => steps);
      expect(aggregates.map(subjectOf)).toEqual(aggregates.map(({ subject }) => subject));
    });
  });
}
