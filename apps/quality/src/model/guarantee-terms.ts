import type { Guarantee } from '@waystation/contracts/quality/v1/events';
import type { InspectedItem } from './finished-work.ts';
import type { OrderedWork } from './visit-file.ts';

/** Duration of a guarantee in time and distance, whichever ends first. */
export interface Term {
  /** 0 for an unlimited distance. */
  distanceKm: number;
  days: number;
}

const china = {
  major: { distanceKm: 20_000, days: 100 },
  secondLevel: { distanceKm: 5_000, days: 30 },
  minor: { distanceKm: 2_000, days: 10 },
};

/**
 * Terms by jurisdiction and guarantee class. China's follow its regulation on guarantees after repair: for the whole vehicle
 * or an assembly, for second-level maintenance, and for all smaller work.
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

/** Usual term in a jurisdiction without a regulation. */
const elsewhere: Term = { distanceKm: 0, days: 30 };

/** Term of a guarantee; the shortest one for a class that the jurisdiction does not define. */
export function termOf({ guaranteeClass, jurisdiction }: { guaranteeClass: string; jurisdiction: string }): Term {
  const list = lists[jurisdiction];
  if (!list) return elsewhere;
  return list[guaranteeClass] ?? Object.values(list).reduce((least, term) => (term.days < least.days ? term : least));
}

/** Guarantees of the completed items. */
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
      ...termOf({ guaranteeClass, jurisdiction }),
      jurisdiction,
      componentCodes: ordered.find((work) => work.itemId === itemId)?.componentCodes ?? [],
    }));
}
