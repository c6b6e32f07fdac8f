import { mapping, Store } from '@waystation/store';
import { Movement } from '../model/balance.ts';

export const movementMapping = mapping(Movement, {
  table: 'stock_movement',
  subject: 'stock movement',
  properties: (p) => ({
    partNumber: p.text(),
    bin: p.text(),
    kind: p.text(),
    milli: p.bigint('number'),
    clerkId: p.uuid().nullable(),
    visitId: p.uuid().nullable(),
    reference: p.text(),
    movedAt: p.datetime(),
  }),
});

export class Movements extends Store.of(movementMapping) {
  /** Numbers of the parts received before with a delivery note. @param reference number of the note; empty without one */
  async receivedBy(reference: string, partNumbers: readonly string[]): Promise<string[]> {
    if (reference === '') return [];
    const found = await this.rows(
      `select distinct part_number from stock_movement
       where station_id = $1 and kind = 'receive' and reference = $2 and part_number = any($3) order by part_number`,
      [this.station, reference, partNumbers],
    );
    return found.map((row) => row['part_number'] as string);
  }
}
