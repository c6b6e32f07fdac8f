import { UseCase, type Call } from '@waystation/call';
import type { QuoteRepairOrderRequest, QuoteRepairOrderResponse } from '@waystation/contracts/reception/v1/service';
import { documentLanguage } from '@waystation/documents';
import { price, pricesInForce } from '@waystation/pricing';
import { ReferencePrices, Stations } from '@waystation/reference';
import { feesWanted, partsWanted, toPrice } from '../model/order-item.ts';
import { Catalogue } from '../store/catalogue.ts';
import { CheckIns } from '../store/check-in.mapping.ts';
import { RepairOrders } from '../store/repair-order.mapping.ts';
import { Visits } from '../store/visit.mapping.ts';

@UseCase()
export class QuoteRepairOrder {
  constructor(
    private readonly checkIns: CheckIns,
    private readonly orders: RepairOrders,
    private readonly visits: Visits,
    private readonly stations: Stations,
    private readonly prices: ReferencePrices,
    private readonly catalogue: Catalogue,
  ) {}

  async execute(
    { visitId, ceilingMinor }: QuoteRepairOrderRequest,
    { happenedAt: at, newId }: Call,
  ): Promise<QuoteRepairOrderResponse> {
    const [checkIn, order, station, partyLanguage] = await Promise.all([
      this.checkIns.get(visitId),
      this.orders.ofVisit(visitId),
      this.stations.own(),
      this.visits.partyLanguage(visitId),
    ]);
    const language = documentLanguage(partyLanguage || station.language);
    const parts = partsWanted(order.ordered);
    const wantedPrices = {
      labour: true,
      parts: parts.map(({ partNumber }) => partNumber),
      fees: feesWanted(order.ordered),
    };
    const [described, published] = await Promise.all([
      this.catalogue.described(parts, language),
      this.prices.startedBy(at, station, wantedPrices),
    ]);
    const wanted = toPrice(order.ordered, language, described);
    const pricing = price(wanted, pricesInForce(published, at, station), { language, newId });
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
