import { UseCase, type Call } from '@waystation/call';
import type { CountStockRequest, CountStockResponse } from '@waystation/contracts/parts/v1/service';
import { milliOf, quantityOf } from '../model/quantity.ts';
import { stockLine } from '../model/stock-line.ts';
import { Stockrooms } from '../store/stockrooms.ts';

@UseCase()
export class CountStock {
  constructor(private readonly stockrooms: Stockrooms) {}

  async execute({ partNumber, bin, countedQuantity }: CountStockRequest, call: Call): Promise<CountStockResponse> {
    const room = await this.stockrooms.openForAll([partNumber], call);
    const difference = room.count(partNumber, bin, milliOf(countedQuantity));
    this.stockrooms.keep(room);
    return { line: stockLine(room.bin(partNumber, bin), room.part(partNumber)), difference: quantityOf(difference) };
  }
}
