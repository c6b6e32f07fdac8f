import type { Guarantee } from '@waystation/contracts/quality/v1/events';
import type { InspectedItem } from './finished-work.ts';
import type { OrderedWork } from './visit-file.ts';

/** Time and distance that a guarantee lasts, whichever ends first. */
export interface Term {
  /** 0: any distance. */
  distanceKm: number;
  days: number;
}

const china = {
  major: { distanceKm: 20_000, days: 100 },
  secondLevel: { distanceKm: 5_000, days: 30 },
  minor: { distanceKm: 2_000, days: 10 },
};

/**
 * Terms of the jurisdictions that regulate them, by guarantee class. China's follow its regulation on guarantees after
 * repair: the whole vehicle or an assembly, second-level maintenance, and all smaller work.
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

/** Usual term where no regulation applies. */
const elsewhere: Term = { distanceKm: 0, days: 30 };

/** Term of a guarantee; a class that the jurisdiction does not name has its shortest term. */
export function termOf({ guaranteeClass, jurisdiction }: { guaranteeClass: string; jurisdiction: string }): Term {
  const list = lists[jurisdiction];
  if (!list) return elsewhere;
  return list[guaranteeClass] ?? Object.values(list).reduce((least, term) => (term.days < least.days ? term : least));
}

/** Guarantees of the items that were done. */
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
