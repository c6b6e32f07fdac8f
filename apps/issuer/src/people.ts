import { readFileSync } from 'node:fs';

/** Text in both languages of the platform. */
export interface Bilingual {
  en: string;
  zh: string;
}

/** A member of the demo staff. Their actual roles are in `network`, by subject. */
export interface DemoPerson {
  subject: string;
  name: string;
  /** Roles shown on the sign-in page. */
  roles: Bilingual;
  station: Bilingual;
}

/**
 * Reads the demo staff. The file is read each time, so that changes require no restart.
 *
 * @throws Error that names the error in the file
 */
export function readPeople(file: string): DemoPerson[] {
  const content = JSON.parse(readFileSync(file, 'utf8')) as unknown;
  if (!Array.isArray(content)) throw new Error(`${file}: not a list of people`);
  const people = content.map((entry, index) => personOf(entry, `${file}: person ${index + 1}`));
  const subjects = new Set(people.map(({ subject }) => subject));
  if (subjects.size < people.length) throw new Error(`${file}: duplicate subject`);
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

/** Reads a text; a plain string applies to both languages. */
function bilingual(value: unknown, where: string): Bilingual {
  if (typeof value === 'string') return { en: value, zh: value };
  const { en, zh } = (value ?? {}) as Record<string, unknown>;
  if (typeof en !== 'string' || typeof zh !== 'string') throw new Error(`${where}: neither a text nor { en, zh }`);
  return { en, zh };
}
