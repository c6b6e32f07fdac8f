import { mapping, Store } from '@waystation/store';
import { Balance, balanceSteps } from '../model/balance.ts';

export const balanceMapping = mapping(Balance, {
  table: 'stock_balance',
  subject: 'stock balance',
  // Without the lock, two visits at once would each see the same piece as free.
  lock: true,
  steps: { table: balanceSteps, initial: 'kept' },
  constraints: { stock_balance_not_negative: 'STOCK_SHORT', stock_balance_not_promised_twice: 'STOCK_SHORT' },
  properties: (p) => ({
    partNumber: p.text(),
    bin: p.text(),
    onHandMilli: p.bigint('number'),
    reservedMilli: p.bigint('number'),
    searchCount: p.integer(),
  }),
});

export class Balances extends Store.of(balanceMapping) {
  /** Locks the station's stock until the step ends. */
  async lockStock(): Promise<void> {
    await this.rows(`select pg_advisory_xact_lock(hashtextextended('stock ' || $1, 0))`, [this.station]);
  }

  /** Locks and reads all bins of these parts, always in the same order. */
  of(partNumbers: readonly string[]): Promise<Balance[]> {
    return this.listWhere('part_number = any($2)', [partNumbers], { order: 'part_number, bin' });
  }
}
