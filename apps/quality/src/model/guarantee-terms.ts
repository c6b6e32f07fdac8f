import type { Guarantee } from '@waystation/contracts/quality/v1/events';
import type { InspectedItem } from './inspection.ts';
import type { OrderedWork } from './visit-file.ts';

/** How long and how far the station stands for a work, whichever ends first. */
export interface Term {
  /** 0: however far. */
  distanceKm: number;
  days: number;
}

const china = {
  major: { distanceKm: 20_000, days: 100 },
  secondLevel: { distanceKm: 5_000, days: 30 },
  minor: { distanceKm: 2_000, days: 10 },
};

/**
 * The lists of the jurisdictions that have one, by class. China's is that of the regulation on guarantee after repair:
 * the whole vehicle or an assembly, maintenance of the second level, and all smaller work.
 */
const lists: Readonly<Record<string, Readonly<Record<string, Term>>>> = {
  CN: {
    major: china.major,
    whole_vehicle: china.major,
    assembly: china.major,
    second_level: china.secondLevel,
    second_level_maintenance: china.secondLevel,
    minor: china.minor,
    first_level_maintenance: china.minor,
    minor_repair: china.minor,
    special_repair: china.minor,
  },
};

/** What is common where no list is in force. */
const elsewhere: Term = { distanceKm: 0, days: 30 };

/** A class that a list does not name has the shortest of its terms. */
export function termOf(guaranteeClass: string, jurisdiction: string): Term {
  const list = lists[jurisdiction];
  if (!list) return elsewhere;
  return list[guaranteeClass] ?? Object.values(list).reduce((least, term) => (term.days < least.days ? term : least));
}

/** What the station promises for each item that was done. */
export function guaranteesOf(
  items: readonly InspectedItem[],
  ordered: readonly OrderedWork[],
  jurisdiction: string,
): Guarantee[] {
  return items
    .filter(({ outcome }) => outcome === 'done')
    .map(({ itemId, guaranteeClass, workKind }) => ({
      itemId,
      guaranteeClass,
      workKind,
      ...termOf(guaranteeClass, jurisdiction),
      jurisdiction,
      componentCodes: ordered.find((work) => work.itemId === itemId)?.componentCodes ?? [],
    }));
}
