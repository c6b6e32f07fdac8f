import { UseCase, type Call } from '@waystation/call';
import type { ScrapStockRequest, ScrapStockResponse } from '@waystation/contracts/parts/v1/service';
import { milliOf } from '../model/quantity.ts';
import { stockLine } from '../model/stock-line.ts';
import { Stockrooms } from '../store/stockrooms.ts';

@UseCase()
export class ScrapStock {
  constructor(private readonly stockrooms: Stockrooms) {}

  async execute({ partNumber, bin, quantity, reason }: ScrapStockRequest, call: Call): Promise<ScrapStockResponse> {
    const room = await this.stockrooms.openForAll([partNumber], call);
    room.scrap(partNumber, bin, milliOf(quantity), reason);
    this.stockrooms.keep(room);
    return { line: stockLine(room.bin(partNumber, bin), room.part(partNumber)) };
  }
}
