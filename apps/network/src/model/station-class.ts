import type { StationClassState, StationClass as Needs } from '@waystation/contracts/network/v1/state';
import { Aggregate, currencyViolations, Invalid, type FieldViolation, type Steps } from '@waystation/model';
import { duplicatesIn } from './duplicates.ts';
import { mustBeWithinSize } from './size-limit.ts';

export type { Needs };

export interface StationClassEvents {
  StationClassState: StationClassState;
}

export const stationClassSteps = {
  define: { from: ['defined'], event: 'StationClassState' },
} as const satisfies Steps<'defined', StationClassEvents>;

/** Requirement of a class, with the needed number. */
export interface Requirement {
  /** `bays.repair`, `ground`, `staff.brakes` ... */
  code: string;
  /** Count, square metres, or money in minor units. */
  needed: bigint;
  /** Set for equipment only. */
  nameEn?: string;
  nameZh?: string;
}

/** Class of stations with its requirements for applicants. */
export class StationClass extends Aggregate<typeof stationClassSteps, StationClassEvents, 'station class', 'network'> {
  /** Incremented with each definition. */
  revision = 0;
  declare needs: Needs;

  protected get steps() {
    return stationClassSteps;
  }
  protected get subject() {
    return 'station class' as const;
  }

  static define(id: string, needs: Needs, at: Date): StationClass {
    const defined = new StationClass();
    defined.begin({ id }, 'defined');
    defined.define(needs, at);
    return defined;
  }

  /** @throws Invalid for duplicates, or an investment range that ends below its start */
  define(needs: Needs, at: Date): void {
    mustBeConsistent(needs);
    mustBeWithinSize(needs);
    const revision = this.revision + 1;
    this.step('define', at, { revision, stationClass: needs });
    this.revision = revision;
    this.needs = needs;
  }

  /** Requirements that the site visit scores; zero numbers are left out. */
  get requirements(): Requirement[] {
    const { needs } = this;
    const single: [code: string, needed: number | bigint][] = [
      ['ground', needs.groundM2],
      ['reception', needs.receptionM2],
      ['lounge', needs.loungeM2],
      ['parking', needs.parkingSpaces],
      ['opening_stock', needs.openingStockMinor],
      ['investment', needs.investmentFromMinor],
    ];
    return [
      ...needs.bays.map(({ kind, count }) => ({ code: `bays.${kind}`, needed: BigInt(count) })),
      ...needs.equipment.map(({ code, count, descriptionEn: nameEn, descriptionZh: nameZh }) => ({
        code: `equipment.${code}`,
        needed: BigInt(count),
        nameEn,
        nameZh,
      })),
      ...needs.staff.map(({ skill, count }) => ({ code: `staff.${skill}`, needed: BigInt(count) })),
      ...single.filter(([, needed]) => needed > 0).map(([code, needed]) => ({ code, needed: BigInt(needed) })),
    ];
  }
}

function mustBeConsistent({ bays, equipment, staff, currency, investmentFromMinor, investmentToMinor }: Needs): void {
  const field = (list: string) => (index: number) => `station_class.${list}[${index}]`;
  const violations: FieldViolation[] = [
    ...duplicatesIn(bays, ({ kind }) => kind, field('bays'), 'LISTED_TWICE'),
    ...duplicatesIn(equipment, ({ code }) => code, field('equipment'), 'LISTED_TWICE'),
    ...duplicatesIn(staff, ({ skill }) => skill, field('staff'), 'LISTED_TWICE'),
    ...currencyViolations(currency, 'station_class.currency'),
  ];
  if (investmentToMinor < investmentFromMinor) {
    violations.push({
      field: 'station_class.investment_to_minor',
      description: 'must not be less than investment_from_minor',
      reason: 'INVESTMENT_RANGE_REVERSED',
    });
  }
  if (violations.length > 0) throw new Invalid(violations);
}
