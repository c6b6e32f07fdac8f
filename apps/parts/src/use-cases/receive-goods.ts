import { UseCase, type Call } from '@waystation/call';
import type { ReceiveGoodsRequest, ReceiveGoodsResponse } from '@waystation/contracts/parts/v1/service';
import { milliOf } from '../model/quantity.ts';
import { stockLine } from '../model/stock-line.ts';
import { Stockrooms } from '../store/stockrooms.ts';

@UseCase()
export class ReceiveGoods {
  constructor(private readonly stockrooms: Stockrooms) {}

  async execute({ lines, reference }: ReceiveGoodsRequest, call: Call): Promise<ReceiveGoodsResponse> {
    const goods = lines.map(({ quantity, ...line }) => ({ ...line, milli: milliOf(quantity) }));
    const partNumbers = goods.map(({ partNumber }) => partNumber);
    const [room, alreadyReceived] = await Promise.all([
      this.stockrooms.open(partNumbers, call),
      this.stockrooms.receivedBy(reference, partNumbers),
    ]);
    const { bins, served } = room.receive(goods, reference);
    this.stockrooms.keep(room);
    return {
      lines: bins.map((bin) => stockLine(bin, room.part(bin.partNumber))),
      coveredVisitIds: served.map(({ visitId }) => visitId),
      alreadyReceived,
    };
  }
}
