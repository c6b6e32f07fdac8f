import type { StockChanged } from '@waystation/contracts/parts/v1/events';
import { Aggregate, Refused, type Steps } from '@waystation/model';
import { quantityOf } from './quantity.ts';

export interface BalanceEvents {
  StockChanged: StockChanged;
}

export const balanceSteps = {
  change: { from: ['kept'], event: 'StockChanged' },
} as const satisfies Steps<'kept', BalanceEvents>;

/** Why what lies in a bin became more or less. `move` and `pick` come in pairs. */
export type MovementKind = 'receive' | 'count' | 'move' | 'scrap' | 'pick' | 'issue' | 'return';

/** What is written in the ledger beside the quantity. */
export interface Entry {
  movementId: string;
  kind: MovementKind;
  /** Null: the platform did it by itself. */
  keeperId: string | null;
  visitId: string | null;
  /** Number of a delivery note, or why it was scrapped. */
  reference: string;
}

/** A row of the ledger: it is written once and stays. */
export class Movement {
  declare id: string;
  declare stationId: string;
  declare version: number;
  declare partNumber: string;
  declare bin: string;
  declare kind: string;
  /** Below zero when it became less. */
  declare milli: number;
  keeperId: string | null = null;
  visitId: string | null = null;
  declare reference: string;
  declare movedAt: Date;
}

/** A column may hold more, a quantity in a message may not. */
const mostMilli = 999_999_999;

/** How much of a part lies in a bin: the sum of its movements. */
export class Balance extends Aggregate<typeof balanceSteps, BalanceEvents, 'stock balance'> {
  declare partNumber: string;
  declare bin: string;
  onHandMilli = 0;
  /** Set aside for visits. */
  reservedMilli = 0;
  /**
   * How often somebody sought more than was free. Events are dealt with many at once: who lacks a piece and who sets it free
   * in the same turn would not know of each other, so that both write here and are done one after the other.
   */
  soughtTimes = 0;

  protected get steps() {
    return balanceSteps;
  }
  protected get subject() {
    return 'stock balance' as const;
  }

  static open(id: string, stationId: string, partNumber: string, bin: string): Balance {
    const balance = new Balance();
    balance.begin({ id, stationId }, 'kept');
    balance.partNumber = partNumber;
    balance.bin = bin;
    return balance;
  }

  get freeMilli(): number {
    return Math.max(0, this.onHandMilli - this.reservedMilli);
  }

  /** @throws Refused for more than is free */
  reserve(milli: number): void {
    this.mustBeFree(milli);
    this.reservedMilli += milli;
  }

  /** Notes that more was sought than is free. */
  seek(): void {
    this.soughtTimes += 1;
  }

  release(milli: number): void {
    if (milli > this.reservedMilli) throw new Error(`${this.id} has less set aside than is set free`);
    this.reservedMilli -= milli;
  }

  /** @throws Refused for more than is free */
  mustBeFree(milli: number): void {
    if (milli > this.freeMilli) throw this.tooLittle;
  }

  /**
   * @param milli below zero when it becomes less
   * @returns what is written in the ledger
   * @throws Refused for more than is there
   */
  change(milli: number, entry: Entry, at: Date): Movement {
    const onHandMilli = this.onHandMilli + milli;
    if (onHandMilli < 0) throw this.tooLittle;
    if (onHandMilli > mostMilli) throw new Refused('BIN_FULL', { partNumber: this.partNumber, bin: this.bin });
    this.onHandMilli = onHandMilli;
    const { stationId, partNumber, bin } = this;
    const { movementId, kind, keeperId, visitId, reference } = entry;
    this.step('change', at, {
      key: `${stationId}:${partNumber}`,
      movementId,
      partNumber,
      bin,
      kind,
      quantity: quantityOf(milli),
      binQuantity: quantityOf(onHandMilli),
      keeperId: keeperId ?? '',
    });
    const row = { id: movementId, stationId, partNumber, bin, kind, milli, keeperId, visitId, reference, movedAt: at };
    return Object.assign(new Movement(), row);
  }

  private get tooLittle(): Refused {
    return new Refused('STOCK_SHORT', { partNumber: this.partNumber, bin: this.bin });
  }
}
