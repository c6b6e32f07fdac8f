import type { PartState } from '@waystation/contracts/parts/v1/state';
import { Aggregate, AlreadyExists, Refused, type Named, type Steps } from '@waystation/model';
import { partKey } from './part-number.ts';

export type PartStatus = 'current' | 'superseded';

export interface PartEvents {
  PartState: PartState;
}

export const partSteps = {
  describe: { from: ['current', 'superseded'], event: 'PartState' },
  supersede: { from: ['current'], to: 'superseded', event: 'PartState' },
} as const satisfies Steps<PartStatus, PartEvents>;

/** Catalogue data of a part. */
export interface Description {
  descriptionEn: string;
  descriptionZh: string;
  /** `piece`, `set`, `litre`, `metre` or `kilogram`. */
  unit: string;
  /** True for an exchange part, whose old part goes back to the manufacturer. */
  core: boolean;
  leadDays: number;
}

const countedWhole = ['piece', 'set'];
const dayMs = 24 * 60 * 60_000;

/** @param alike part of the catalogue with an equal or similar number. @throws AlreadyExists if there is such a part */
export function mustBeUnique(partNumber: string, alike: Pick<Part, 'partNumber' | 'named'> | undefined): void {
  if (!alike) return;
  if (alike.partNumber === partNumber) throw new AlreadyExists('PART_ALREADY_REGISTERED', { partNumber });
  throw new AlreadyExists('PART_NUMBER_TOO_SIMILAR', { partNumber: alike.named });
}

/** Part of the catalogue, which all stations share. */
export class Part extends Aggregate<typeof partSteps, PartEvents, 'part', 'network'> {
  declare partNumber: string;
  /** Normalised number, unique in the catalogue. */
  declare partKey: string;
  declare descriptionEn: string;
  declare descriptionZh: string;
  declare unit: string;
  declare core: boolean;
  declare leadDays: number;
  /** Number of the part that replaces this one. */
  supersededBy: string | null = null;

  protected get steps() {
    return partSteps;
  }
  protected get subject() {
    return 'part' as const;
  }

  static register(id: string, partNumber: string, description: Description, at: Date): Part {
    const part = new Part();
    part.begin({ id }, 'current');
    part.partNumber = partNumber;
    part.partKey = partKey(partNumber);
    part.unit = description.unit;
    part.describe(partNumber, description, at);
    return part;
  }

  /**
   * @throws Refused for another number, because that is another part, and for another unit, because stock and orders are
   *   counted in the present unit
   */
  describe(partNumber: string, description: Description, at: Date): void {
    if (partNumber !== this.partNumber) throw new Refused('PART_NUMBER_FIXED', { partNumber: this.named });
    if (description.unit !== this.unit) throw new Refused('PART_UNIT_FIXED', { unit: this.unit });
    this.descriptionEn = description.descriptionEn;
    this.descriptionZh = description.descriptionZh;
    this.core = description.core;
    this.leadDays = description.leadDays;
    this.step('describe', at, this.facts);
  }

  /** @param by replacement, which must be orderable itself, so that replacements cannot form a circle */
  supersede(by: Part, at: Date): void {
    this.mustAllow('supersede');
    if (by.id === this.id) throw new Refused('PART_SUPERSEDES_ITSELF');
    by.mustBeOrderable();
    this.supersededBy = by.partNumber;
    this.step('supersede', at, this.facts);
  }

  /** Number and name of the part for refusals. */
  get named(): Named {
    const { partNumber, descriptionEn, descriptionZh } = this;
    return { id: partNumber, en: `${partNumber} ${descriptionEn}`, zh: `${partNumber} ${descriptionZh}` };
  }

  /** @throws Refused if the part is superseded */
  mustBeOrderable(): void {
    if (this.supersededBy !== null) {
      throw new Refused('PART_SUPERSEDED', { partNumber: this.named, supersededBy: this.supersededBy });
    }
  }

  /** @throws Refused for a fraction of a part that is counted in pieces or sets */
  mustBeWhole(milli: number): void {
    if (countedWhole.includes(this.unit) && milli % 1000 !== 0) {
      throw new Refused('QUANTITY_NOT_WHOLE', { partNumber: this.named, unit: this.unit });
    }
  }

  /** Expected date of an order placed at that time; null if the part cannot be ordered. */
  expectedFrom(at: Date): Date | null {
    return this.supersededBy === null ? new Date(Number(at) + this.leadDays * dayMs) : null;
  }

  private get facts() {
    const { partNumber, descriptionEn, descriptionZh, unit, core, leadDays, supersededBy } = this;
    return { partNumber, descriptionEn, descriptionZh, unit, core, leadDays, supersededBy: supersededBy ?? '' };
  }
}
