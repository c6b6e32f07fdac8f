import { UseCase, type Call } from '@waystation/call';
import type { OrderPartsRequest, OrderPartsResponse } from '@waystation/contracts/parts/v1/service';
import { milliOf } from '../model/quantity.ts';
import { Stockrooms } from '../store/stockrooms.ts';
import { SupplyOrders } from '../store/supply-order.mapping.ts';

@UseCase()
export class OrderParts {
  constructor(
    private readonly stockrooms: Stockrooms,
    private readonly orders: SupplyOrders,
  ) {}

  async execute(
    { supplyOrderId, partNumber, quantity, ...terms }: OrderPartsRequest,
    call: Call,
  ): Promise<OrderPartsResponse> {
    const milli = quantity ? milliOf(quantity) : undefined;
    const needed = supplyOrderId ? await this.orders.get(supplyOrderId) : undefined;
    const { room, reservation } = await this.stockrooms.openForOrder(needed ?? { partNumber }, call);
    const order = needed ?? room.needForStore(partNumber, milli!);
    order.order({ ...terms, milli, unit: room.unitOf(order.partNumber) }, call.actor.id, call.now);
    reservation?.expect(room);
    this.stockrooms.keep(room);
    return { supplyOrderId: order.id, status: order.status, expectedAt: order.expectedAt ?? undefined };
  }
}
