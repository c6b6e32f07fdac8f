import type { StockChanged } from '@waystation/contracts/parts/v1/events';
import { Aggregate, Refused, type Steps } from '@waystation/model';
import { quantityOf } from './quantity.ts';

export interface BalanceEvents {
  StockChanged: StockChanged;
}

export const balanceSteps = {
  change: { from: ['kept'], event: 'StockChanged' },
} as const satisfies Steps<'kept', BalanceEvents>;

/** Reason for a change of stock in a bin. `move` and `pick` come in pairs. */
export type MovementKind = 'receive' | 'count' | 'move' | 'scrap' | 'pick' | 'issue' | 'return';

/** Data of a ledger entry beside the quantity. */
export interface Entry {
  movementId: string;
  kind: MovementKind;
  /** Null for a change by the platform. */
  clerkId: string | null;
  visitId: string | null;
  /** Number of a delivery note, or reason for scrapping. */
  reference: string;
}

/** Row of the ledger, written once and never changed. */
export class Movement {
  declare id: string;
  declare stationId: string;
  declare version: number;
  declare partNumber: string;
  declare bin: string;
  declare kind: string;
  /** Negative for a decrease. */
  declare milli: number;
  clerkId: string | null = null;
  visitId: string | null = null;
  declare reference: string;
  declare movedAt: Date;
}

/** Largest quantity that a message can carry; the column could hold more. */
const maxBinMilli = 999_999_999;

/** Stock of a part in a bin: the sum of its movements. */
export class Balance extends Aggregate<typeof balanceSteps, BalanceEvents, 'stock balance'> {
  declare partNumber: string;
  declare bin: string;
  onHandMilli = 0;
  /** Part of the stock that is reserved for visits. */
  reservedMilli = 0;
  /**
   * Counts requests for more than was free. Several events are processed in one transaction: a visit that lacks a piece and
   * a visit that frees it would miss each other, so both write this row, which causes a conflict and a retry one by one.
   */
  searchCount = 0;

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

  /** Records a request for more than is free. */
  seek(): void {
    this.searchCount += 1;
  }

  release(milli: number): void {
    if (milli > this.reservedMilli)
      throw new Error(`cannot release ${milli} of balance ${this.id}: only ${this.reservedMilli} is reserved`);
    this.reservedMilli -= milli;
  }

  /** @throws Refused for more than is free */
  mustBeFree(milli: number): void {
    if (milli > this.freeMilli) throw this.tooLittle;
  }

  /**
   * @param milli negative for a decrease
   * @returns row for the ledger
   * @throws Refused for a decrease of more than is in the bin, or if the bin would be too full
   */
  change(milli: number, entry: Entry, at: Date): Movement {
    const onHandMilli = this.onHandMilli + milli;
    if (onHandMilli < 0) throw this.tooLittle;
    if (onHandMilli > maxBinMilli) throw new Refused('BIN_FULL', { partNumber: this.partNumber, bin: this.bin });
    this.onHandMilli = onHandMilli;
    const { stationId, partNumber, bin } = this;
    const { movementId, kind, clerkId, visitId, reference } = entry;
    this.step('change', at, {
      key: `${stationId}:${partNumber}`,
      movementId,
      partNumber,
      bin,
      kind,
      quantity: quantityOf(milli),
      binQuantity: quantityOf(onHandMilli),
      clerkId: clerkId ?? '',
    });
    const row = { id: movementId, stationId, partNumber, bin, kind, milli, clerkId, visitId, reference, movedAt: at };
    return Object.assign(new Movement(), row);
  }

  private get tooLittle(): Refused {
    return new Refused('STOCK_SHORT', { partNumber: this.partNumber, bin: this.bin });
  }
}
