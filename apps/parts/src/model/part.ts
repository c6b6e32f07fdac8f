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

/** What the catalogue says of a part. */
export interface Description {
  descriptionEn: string;
  descriptionZh: string;
  /** piece, set, litre, metre or kilogram. */
  unit: string;
  /** An exchange part: the old one goes back to the maker. */
  core: boolean;
  leadDays: number;
}

const countedWhole = ['piece', 'set'];
const dayMs = 24 * 60 * 60_000;

/** @param alike part of the catalogue that looks like the one to be registered. @throws AlreadyExists where there is one */
export function mustBeToldApart(partNumber: string, alike: Pick<Part, 'partNumber' | 'named'> | undefined): void {
  if (!alike) return;
  if (alike.partNumber === partNumber) throw new AlreadyExists('PART_REGISTERED_ALREADY', { partNumber });
  throw new AlreadyExists('PART_LOOKS_ALIKE', { partNumber: alike.named });
}

/** A part of the catalogue, which all stations share. */
export class Part extends Aggregate<typeof partSteps, PartEvents, 'part', 'network'> {
  declare partNumber: string;
  /** By which it is told apart from others. */
  declare partKey: string;
  declare descriptionEn: string;
  declare descriptionZh: string;
  declare unit: string;
  declare core: boolean;
  declare leadDays: number;
  /** Number of the part that takes its place. */
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
   * @throws Refused for another number: a part with another number is another part; and for another unit: what lies on
   *   shelves and stands on orders is counted in the one that it has
   */
  describe(partNumber: string, description: Description, at: Date): void {
    if (partNumber !== this.partNumber) throw new Refused('PART_NUMBER_STAYS', { partNumber: this.named });
    if (description.unit !== this.unit) throw new Refused('PART_UNIT_STAYS', { unit: this.unit });
    this.descriptionEn = description.descriptionEn;
    this.descriptionZh = description.descriptionZh;
    this.core = description.core;
    this.leadDays = description.leadDays;
    this.step('describe', at, this.facts);
  }

  /** @param by the part that takes its place; it can be ordered itself, so that no chain ends where it began */
  supersede(by: Part, at: Date): void {
    this.mustAllow('supersede');
    if (by.id === this.id) throw new Refused('PART_SUPERSEDES_ITSELF');
    by.mustBeOrderable();
    this.supersededBy = by.partNumber;
    this.step('supersede', at, this.facts);
  }

  /** By number and name, as refusals speak of it. */
  get named(): Named {
    const { partNumber, descriptionEn, descriptionZh } = this;
    return { id: partNumber, en: `${partNumber} ${descriptionEn}`, zh: `${partNumber} ${descriptionZh}` };
  }

  /** @throws Refused for one that another has taken the place of */
  mustBeOrderable(): void {
    if (this.supersededBy !== null) {
      throw new Refused('PART_SUPERSEDED', { partNumber: this.named, supersededBy: this.supersededBy });
    }
  }

  /** That there can be so much of it: pieces are not cut. @throws Refused */
  mustComeIn(milli: number): void {
    if (countedWhole.includes(this.unit) && milli % 1000 !== 0) {
      throw new Refused('QUANTITY_NOT_WHOLE', { partNumber: this.named, unit: this.unit });
    }
  }

  /** When it comes if it is ordered then; null for one that can't be ordered. */
  expectedFrom(at: Date): Date | null {
    return this.supersededBy === null ? new Date(Number(at) + this.leadDays * dayMs) : null;
  }

  private get facts() {
    const { partNumber, descriptionEn, descriptionZh, unit, core, leadDays, supersededBy } = this;
    return { partNumber, descriptionEn, descriptionZh, unit, core, leadDays, supersededBy: supersededBy ?? '' };
  }
}
