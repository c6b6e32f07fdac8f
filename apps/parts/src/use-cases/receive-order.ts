import { UseCase, type Call } from '@waystation/call';
import type { ReceiveOrderRequest, ReceiveOrderResponse } from '@waystation/contracts/parts/v1/service';
import { milliOf } from '../model/quantity.ts';
import { Stockrooms } from '../store/stockrooms.ts';
import { SupplyOrders } from '../store/supply-order.mapping.ts';

@UseCase()
export class ReceiveOrder {
  constructor(
    private readonly stockrooms: Stockrooms,
    private readonly orders: SupplyOrders,
  ) {}

  async execute({ supplyOrderId, quantity, bin }: ReceiveOrderRequest, call: Call): Promise<ReceiveOrderResponse> {
    const order = await this.orders.get(supplyOrderId);
    const { partNumber } = order;
    const room = await this.stockrooms.open([partNumber], call);
    const milli = order.receive(
      quantity ? milliOf(quantity) : undefined,
      bin,
      call.actor.id,
      call.now,
      room.unitOf(partNumber),
    );
    const { served } = room.receive([{ partNumber, milli, bin }], supplyOrderId);
    this.stockrooms.keep(room);
    return { supplyOrderId, status: order.status, coveredVisitIds: served.map(({ visitId }) => visitId) };
  }
}
