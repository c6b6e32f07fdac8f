import { Refused } from '@waystation/model';
import { clustersOf } from './clusters.ts';
import { plain, shown } from './marks.ts';
import type { DocumentData, DocumentFact, DocumentTable } from './document-data.ts';
import { documentLabels } from './labels.ts';

/** Text of a document with its heading. */
export interface PlacedText {
  place: string;
  text: string;
}

/** Maximum length of the list of characters in a refusal, which people read. */
const namedMax = 100;

/** Characters of a text that no font of documents has, each once, in the order of the text. */
export function unprintable(text: string): string[] {
  const clean = shown(text);
  if (plain.test(clean)) return [];
  return [...new Set(clustersOf(clean).flatMap(({ text: letters, font }) => (font ? [] : [letters])))];
}

/**
 * Refuses a document with characters that would print as boxes.
 *
 * @throws Refused CHARACTERS_NOT_PRINTABLE that names them all, by heading: `𪜂 𫠜 (Customer), 🫨 (Notes)`
 */
export function refuseUnprintable(data: DocumentData): void {
  const found = new Map<string, Set<string>>();
  for (const { place, text } of textsOf(data)) {
    const characters = unprintable(text);
    if (characters.length === 0) continue;
    found.set(place, new Set([...(found.get(place) ?? []), ...characters]));
  }
  if (found.size === 0) return;
  const named = [...found].map(([place, characters]) => `${[...characters].join(' ')} (${shown(place)})`);
  throw new Refused('CHARACTERS_NOT_PRINTABLE', { characters: cut(named.join(', ')) });
}

function cut(text: string): string {
  if (text.length <= namedMax) return text;
  return `${text
    .slice(0, namedMax - 1)
    .toWellFormed()
    .replace(/\ufffd$/, '')}…`;
}

/** All texts of a document, as the service passed them. */
export function textsOf(data: DocumentData): PlacedText[] {
  const labels = documentLabels[data.language];
  const { title, number = '', station, parties = [], facts = [], sections = [], notes = [], signatures = [] } = data;
  return [
    ...at(title, [title, number]),
    ...at(labels.station, [station.name, station.address, station.phone]),
    ...parties.flatMap(({ role, lines }) => at(role, [role, ...lines])),
    ...facts.flatMap(ofFact),
    ...sections.flatMap((section) => [
      ...at(section.title, [section.title, section.text ?? '']),
      ...(section.facts ?? []).flatMap(ofFact),
      ...(section.points ?? []).flatMap((point) =>
        at(section.title, [point.text, point.result ?? '', point.note ?? '']),
      ),
      ...(section.table ? at(section.title, inTable(section.table)) : []),
    ]),
    ...at(labels.notes, notes),
    ...signatures.flatMap(({ role, name = '', how = '' }) => at(role, [role, name, how])),
    ...at(labels.foot, [data.footer ?? '']),
  ];
}

function at(place: string, texts: readonly string[]): PlacedText[] {
  return texts.map((text) => ({ place, text }));
}

function ofFact([label, value]: DocumentFact): PlacedText[] {
  return at(label, [label, value]);
}

function inTable({ columns, rows, total = [] }: DocumentTable): string[] {
  return [...columns.map(({ title }) => title), ...rows.flat(), ...total.flat()];
}
