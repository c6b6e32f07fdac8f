import { readFileSync } from 'node:fs';

/** Words in both languages of the platform. */
export interface Bilingual {
  en: string;
  zh: string;
}

/** Someone of the demo staff. What they may do is not said here: `network` knows their roles by their subject. */
export interface DemoPerson {
  subject: string;
  name: string;
  /** As the sign-in page shows them. */
  roles: Bilingual;
  station: Bilingual;
}

/**
 * The demo people, read again each time, so that new ones need no restart of the issuer.
 *
 * @throws Error that names what is wrong with the file
 */
export function readPeople(file: string): DemoPerson[] {
  const content = JSON.parse(readFileSync(file, 'utf8')) as unknown;
  if (!Array.isArray(content)) throw new Error(`${file}: not a list of people`);
  const people = content.map((entry, index) => personOf(entry, `${file}: person ${index + 1}`));
  const subjects = new Set(people.map(({ subject }) => subject));
  if (subjects.size < people.length) throw new Error(`${file}: a subject stands there twice`);
  return people;
}

function personOf(entry: unknown, where: string): DemoPerson {
  const { subject, name, roles, station } = (entry ?? {}) as Record<string, unknown>;
  if (typeof subject !== 'string' || !/^[\w.-]{1,64}$/.test(subject)) throw new Error(`${where}: no subject`);
  if (typeof name !== 'string' || name === '') throw new Error(`${where}: no name`);
  return {
    subject,
    name,
    roles: bilingual(roles, `${where}: roles`),
    station: bilingual(station, `${where}: station`),
  };
}

/** One text serves for both languages. */
function bilingual(value: unknown, where: string): Bilingual {
  if (typeof value === 'string') return { en: value, zh: value };
  const { en, zh } = (value ?? {}) as Record<string, unknown>;
  if (typeof en !== 'string' || typeof zh !== 'string') throw new Error(`${where}: neither a text nor { en, zh }`);
  return { en, zh };
}
