import { Aggregate, Refused, type Steps } from '@waystation/model';

export const stockLevelSteps = {
  set: { from: ['kept'] },
} as const satisfies Steps<'kept'>;

/** Minimum and maximum stock of a part at a station. */
export class StockLevel extends Aggregate<typeof stockLevelSteps, Record<never, never>, 'stock level'> {
  declare partNumber: string;
  /** Limit below which the part must be ordered. */
  declare minMilli: number;
  declare maxMilli: number;
  declare setAt: Date;

  protected get steps() {
    return stockLevelSteps;
  }
  protected get subject() {
    return 'stock level' as const;
  }

  static open(id: string, stationId: string, partNumber: string): StockLevel {
    const level = new StockLevel();
    level.begin({ id, stationId }, 'kept');
    level.partNumber = partNumber;
    return level;
  }

  set(minMilli: number, maxMilli: number, at: Date): void {
    if (maxMilli < minMilli) throw new Refused('LEVELS_REVERSED');
    this.step('set', at);
    this.minMilli = minMilli;
    this.maxMilli = maxMilli;
    this.setAt = at;
  }
}
