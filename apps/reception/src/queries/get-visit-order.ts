import { Query } from '@waystation/call';
import { GetVisitOrderResponse, type GetVisitOrderRequest } from '@waystation/contracts/reception/v1/service';
import { NotFound } from '@waystation/model';
import { decrypted, Reader } from '@waystation/store';
import type { Condition } from '../model/check-in.ts';
import { orderedItem, type OrderItem } from '../model/order-item.ts';
import type { Party, Vehicle } from '../model/visit.ts';
import { quoteFrom, type StoredQuote } from '../store/lookups.ts';

interface OrderRow {
  items: OrderItem[];
  quote: StoredQuote | null;
  countersignedRevision: number;
  condition: Condition | null;
  knownOdometerKm: number;
  party: Buffer | null;
  vehicle: Buffer | null;
}

@Query()
export class GetVisitOrder {
  constructor(private readonly reader: Reader) {}

  async execute({ visitId }: GetVisitOrderRequest): Promise<GetVisitOrderResponse> {
    const [row] = await this.reader.rows<OrderRow>(
      `select visit.id as "visitId", o.id as "repairOrderId", o.status, o.revision as "orderRevision",
         o.countersigned_revision as "countersignedRevision", o.items, o.quote, o.ceiling_minor as "ceilingMinor",
         visit.customer_id as "customerId", visit.vehicle_id as "vehicleId", visit.advisor_id as "advisorId",
         visit.party, visit.vehicle, visit.odometer_km as "knownOdometerKm", check_in.condition,
         visit.standard_version as "standardVersion", visit.payment_terms_days as "paymentTermsDays",
         visit.credit_limit_minor as "creditLimitMinor"
       from repair_order as o
       join visit on visit.station_id = o.station_id and visit.id = o.visit_id
       left join check_in on check_in.station_id = o.station_id and check_in.id = o.visit_id
       where o.station_id = $1 and o.visit_id = $2`,
      [this.reader.station, visitId],
    );
    if (!row) throw new NotFound('repair order', visitId);
    const { items, quote, countersignedRevision, condition, knownOdometerKm, ...order } = row;
    const party = decrypted<Party | null>(row.party);
    const vehicle = decrypted<Vehicle | null>(row.vehicle);
    const priced = quote && quoteFrom(quote);
    const answer = GetVisitOrderResponse.fromJSON({
      ...order,
      countersignedRevision,
      party,
      vin: vehicle?.vin,
      plate: vehicle?.plate,
      odometerKm: condition?.odometerKm ?? knownOdometerKm,
      currency: priced?.currency,
    });
    return {
      ...answer,
      items: items.filter(({ status }) => status === 'ordered').map(orderedItem),
      lines: priced?.lines ?? [],
      consentedMinor: countersignedRevision > 0 ? (priced?.customerMinor ?? 0n) : 0n,
    };
  }
}
