import { Injectable } from '@nestjs/common';
import { codeListsOf, namesFrom } from '@waystation/call';
import { QuotedLine } from '@waystation/contracts/reception/v1/service';
import { StaffState, type StationState } from '@waystation/contracts/network/v1/state';
import type { DocumentData } from '@waystation/documents';
import { NotFound } from '@waystation/model';
import type { Names } from '@waystation/names';
import { Staff, Stations } from '@waystation/reference';
import { decrypted, Reader, selectOf, type Json, type RowOf } from '@waystation/store';
import type { CheckInTexts, Condition } from '../model/check-in.ts';
import type { Concern } from '../model/concern.ts';
import type { OrderItem } from '../model/order-item.ts';
import type { DeliveryPromise, PayerTotal, Quote } from '../model/repair-order.ts';
import type { Countersignature, Signature } from '../model/signature.ts';
import type { Party, Vehicle } from '../model/visit.ts';
import { arrivalMapping } from './arrival.mapping.ts';
import { checkInMapping } from './check-in.mapping.ts';
import { repairOrderMapping } from './repair-order.mapping.ts';
import { visitMapping } from './visit.mapping.ts';

const ofArrival = selectOf(
  arrivalMapping,
  'visitId, appointmentId, plate, vin, vehicleConflictReason, arrivedAt',
  'arrival',
);
const ofArrivalVisit = selectOf(visitMapping, 'vehicleId', 'visit');
const arrivalText = `
  select ${ofArrival}, ${ofArrivalVisit}
  from arrival join visit on visit.station_id = arrival.station_id and visit.id = arrival.visit_id
  where arrival.station_id = $1 and arrival.id = $2`;

type ArrivalRow = RowOf<typeof ofArrival> & RowOf<typeof ofArrivalVisit>;

/** Facts of an arrival for requests to other services; `vehicleId` is crm's id if it was known at the gate. */
export type ArrivalFacts = Omit<ArrivalRow, 'plate' | 'vin'> & { plate: string; vin: string };

const ofPlan = selectOf(repairOrderMapping, 'revision, items', 'o');
const ofPlannedVisit = selectOf(visitMapping, 'standardVersion, appointmentId', 'visit');
const planText = `
  select ${ofPlan}, ${ofPlannedVisit}
  from visit join repair_order as o on o.station_id = visit.station_id and o.visit_id = visit.id
  where visit.station_id = $1 and visit.id = $2`;

/** Facts of an order for requests to workshop and parts. */
export type OrderToPlan = RowOf<typeof ofPlan> & RowOf<typeof ofPlannedVisit>;

const ofOrder = selectOf(
  repairOrderMapping,
  `id as repairOrderId, revision, items, corrections, quote, ceilingMinor, promise, signature, countersignature,
   presentedDocument`,
  'o',
);
const ofVisit = selectOf(visitMapping, 'party, vehicle', 'visit');
const ofCheckIn = selectOf(checkInMapping, 'concerns, texts, condition', 'check_in');
const shownText = `
  select ${ofOrder}, ${ofVisit}, ${ofCheckIn}
  from visit
  join check_in on check_in.station_id = visit.station_id and check_in.id = visit.id
  join repair_order as o on o.station_id = visit.station_id and o.visit_id = visit.id
  where visit.station_id = $1 and visit.id = $2`;

type ShownRow = RowOf<typeof ofOrder> & RowOf<typeof ofVisit> & RowOf<typeof ofCheckIn>;

const customerColumn = selectOf(visitMapping, 'customerId');
const customerText = `select ${customerColumn} from visit where station_id = $1 and id = $2`;

/** Content of an order's document. */
export interface OrderToShow {
  repairOrderId: string;
  revision: number;
  station: StationState;
  /** Empty until the name has arrived here. */
  advisorName: string;
  party: Party | null;
  vehicle: Vehicle | null;
  items: OrderItem[];
  corrections: Record<string, string>;
  concerns: Concern[];
  texts: CheckInTexts;
  condition: Condition | null;
  quote: Quote | null;
  ceilingMinor: bigint;
  promise: DeliveryPromise | null;
  signature: Signature | null;
  countersignature: Countersignature | null;
  /** Names of causes, positions and kinds of damage. */
  names: Names;
  /** Content of the document that was shown last. */
  presentedDocument: DocumentData | null;
}

/** Reads for steps that ask other services or render a document, outside of a transaction. */
@Injectable()
export class Lookups {
  constructor(
    private readonly reader: Reader,
    private readonly stations: Stations,
  ) {}

  /** @throws NotFound */
  async arrival(arrivalId: string): Promise<ArrivalFacts> {
    const [row] = await this.reader.rows<ArrivalRow>(arrivalText, [this.reader.station, arrivalId]);
    if (!row) throw new NotFound('arrival', arrivalId);
    return { ...row, plate: decrypted(row.plate), vin: decrypted(row.vin) };
  }

  /** Customer of a visit; null if unknown. @throws NotFound */
  async customerOf(visitId: string): Promise<string | null> {
    const asked = [this.reader.station, visitId];
    const [row] = await this.reader.rows<RowOf<typeof customerColumn>>(customerText, asked);
    if (!row) throw new NotFound('visit', visitId);
    return row.customerId;
  }

  /** @throws NotFound */
  async orderToPlan(visitId: string): Promise<OrderToPlan> {
    const [row] = await this.reader.rows<OrderToPlan>(planText, [this.reader.station, visitId]);
    if (!row) throw new NotFound('repair order', visitId);
    return row;
  }

  /** @throws NotFound; Unavailable until the station's data has arrived here */
  async orderToShow(visitId: string): Promise<OrderToShow> {
    const { station } = this.reader;
    const lists = codeListsOf(['cause', 'damage_position', 'damage_kind']);
    const [[row], own, staff, published] = await Promise.all([
      this.reader.rows<ShownRow>(shownText, [station, visitId]),
      this.stations.own(),
      this.reader.rows(
        `select value from reference_data
         where topic = $1
           and key = (select $2::text || ':' || advisor_id from visit where station_id = $2::uuid and id = $3)`,
        [Staff.topic, station, visitId],
      ),
      this.reader.rows(lists.text, lists.values),
    ]);
    if (!row) throw new NotFound('repair order', visitId);
    const { quote, promise } = row;
    return {
      ...row,
      station: own,
      advisorName: staff[0] ? StaffState.fromJSON(staff[0]['value']).displayName : '',
      party: decrypted(row.party),
      vehicle: decrypted(row.vehicle),
      corrections: decrypted(row.corrections),
      texts: decrypted(row.texts),
      signature: decrypted(row.signature),
      countersignature: decrypted(row.countersignature),
      names: namesFrom(published),
      presentedDocument: shownFrom(decrypted(row.presentedDocument) as StoredDocument | null),
      ceilingMinor: BigInt(row.ceilingMinor),
      quote: quote && quoteFrom(quote),
      promise: promise && {
        promisedAt: new Date(promise.promisedAt),
        finishAt: new Date(promise.finishAt),
        madeAt: new Date(promise.madeAt),
      },
    };
  }
}

/** Unsigned document in the form of its column. */
type StoredDocument = Omit<DocumentData, 'createdAt'> & { createdAt: string };

function shownFrom(stored: StoredDocument | null): DocumentData | null {
  return stored && { ...stored, createdAt: new Date(stored.createdAt) };
}

/** Quote from the form of its column. */
export function quoteFrom({ lines, totals, customerMinor, quotedAt, ...others }: Json<Quote>): Quote {
  return {
    ...others,
    quotedAt: new Date(quotedAt),
    customerMinor: BigInt(customerMinor),
    lines: lines.map((line) => QuotedLine.fromJSON(line)),
    totals: totals.map(({ payer, ...amounts }): PayerTotal => ({
      payer,
      netMinor: BigInt(amounts.netMinor),
      taxMinor: BigInt(amounts.taxMinor),
      amountMinor: BigInt(amounts.amountMinor),
    })),
  };
}
