import { UseCase, type Call } from '@waystation/call';
import type { QuoteRepairOrderRequest, QuoteRepairOrderResponse } from '@waystation/contracts/reception/v1/service';
import { price, priceListInForce } from '@waystation/pricing';
import { partsWanted, toPrice } from '../model/order-item.ts';
import { CheckIns } from '../store/check-in.mapping.ts';
import { Catalogue, PriceLists, Stations } from '../store/reference-data.ts';
import { RepairOrders } from '../store/repair-order.mapping.ts';

@UseCase()
export class QuoteRepairOrder {
  constructor(
    private readonly checkIns: CheckIns,
    private readonly orders: RepairOrders,
    private readonly stations: Stations,
    private readonly priceLists: PriceLists,
    private readonly catalogue: Catalogue,
  ) {}

  async execute(
    { visitId, ceilingMinor }: QuoteRepairOrderRequest,
    { stationId, happenedAt: at, newId }: Call,
  ): Promise<QuoteRepairOrderResponse> {
    const [checkIn, order, station, lists] = await Promise.all([
      this.checkIns.get(visitId),
      this.orders.ofVisit(visitId),
      this.stations.own(stationId),
      this.priceLists.begunBy(at),
    ]);
    const { language } = station;
    const named = await this.catalogue.namesOf(partsWanted(order.ordered), language);
    const wanted = toPrice(order.ordered, language, named);
    const pricing = price(wanted, priceListInForce(lists, at, station), { language, newId });
    const quote = order.setPrice(pricing, ceilingMinor, checkIn.concerns, at);
    const { quoteVersion, currency, customerMinor: amountMinor, lines, labourMinutes } = quote;
    return {
      visitId,
      repairOrderId: order.id,
      status: order.status,
      orderRevision: order.revision,
      quoteVersion,
      currency,
      amountMinor,
      lines,
      labourMinutes,
    };
  }
}
