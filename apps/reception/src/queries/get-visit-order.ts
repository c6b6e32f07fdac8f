import { Query } from '@waystation/call';
import { GetVisitOrderResponse, type GetVisitOrderRequest } from '@waystation/contracts/reception/v1/service';
import { NotFound } from '@waystation/model';
import { decrypted, Reader, selectOf, type RowOf } from '@waystation/store';
import { orderedItem } from '../model/order-item.ts';
import { checkInMapping } from '../store/check-in.mapping.ts';
import { quoteFrom } from '../store/lookups.ts';
import { repairOrderMapping } from '../store/repair-order.mapping.ts';
import { visitMapping } from '../store/visit.mapping.ts';

const ofOrder = selectOf(
  repairOrderMapping,
  'id as repairOrderId, status, revision as orderRevision, countersignedRevision, items, quote, ceilingMinor',
  'o',
);
const ofVisit = selectOf(
  visitMapping,
  `id as visitId, customerId, vehicleId, advisorId, party, vehicle, odometerKm as knownOdometerKm, standardVersion,
   paymentTermsDays, creditLimitMinor`,
  'visit',
);
const ofCheckIn = selectOf(checkInMapping, 'condition', 'check_in');
const text = `
  select ${ofOrder}, ${ofVisit}, ${ofCheckIn}
  from repair_order as o
  join visit on visit.station_id = o.station_id and visit.id = o.visit_id
  left join check_in on check_in.station_id = o.station_id and check_in.id = o.visit_id
  where o.station_id = $1 and o.visit_id = $2`;

type OrderRow = RowOf<typeof ofOrder> & RowOf<typeof ofVisit> & RowOf<typeof ofCheckIn>;

@Query()
export class GetVisitOrder {
  constructor(private readonly reader: Reader) {}

  async execute({ visitId }: GetVisitOrderRequest): Promise<GetVisitOrderResponse> {
    const [row] = await this.reader.rows<OrderRow>(text, [this.reader.station, visitId]);
    if (!row) throw new NotFound('repair order', visitId);
    const { items, quote, countersignedRevision, condition, knownOdometerKm, ...order } = row;
    const party = decrypted(row.party);
    const vehicle = decrypted(row.vehicle);
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
      approvedMinor: countersignedRevision > 0 ? (priced?.customerMinor ?? 0n) : 0n,
    };
  }
}
