import { UseCase, type Call } from '@waystation/call';
import type { MoveStockRequest, MoveStockResponse } from '@waystation/contracts/parts/v1/service';
import { milliOf } from '../model/quantity.ts';
import { stockLine } from '../model/stock-line.ts';
import { Stockrooms } from '../store/stockrooms.ts';

@UseCase()
export class MoveStock {
  constructor(private readonly stockrooms: Stockrooms) {}

  async execute({ partNumber, quantity, fromBin, toBin }: MoveStockRequest, call: Call): Promise<MoveStockResponse> {
    const room = await this.stockrooms.open([partNumber], call);
    const part = room.part(partNumber);
    room.move({ partNumber, milli: milliOf(quantity) }, fromBin, toBin);
    this.stockrooms.keep(room);
    const [from, to] = [room.bin(partNumber, fromBin), room.bin(partNumber, toBin)];
    return { from: stockLine(from, part), to: stockLine(to, part) };
  }
}
