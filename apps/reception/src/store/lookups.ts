import { Injectable } from '@nestjs/common';
import { codeListsOf, namesFrom } from '@waystation/call';
import { QuotedLine } from '@waystation/contracts/reception/v1/service';
import { StaffState, StationState } from '@waystation/contracts/network/v1/state';
import type { DocumentData } from '@waystation/documents';
import { NotFound, Unavailable } from '@waystation/model';
import type { Names } from '@waystation/names';
import { decrypted, Reader } from '@waystation/store';
import type { CheckInTexts, Condition } from '../model/check-in.ts';
import type { Concern } from '../model/concern.ts';
import type { OrderItem } from '../model/order-item.ts';
import type { DeliveryPromise, PayerTotal, Quote } from '../model/repair-order.ts';
import type { Signature } from '../model/signature.ts';
import type { Party, Vehicle } from '../model/visit.ts';

/** A truck at the gate, as far as others are asked about it. */
export interface ArrivalSeen {
  visitId: string;
  appointmentId: string | null;
  plate: string;
  vin: string;
  vehicleReason: string;
  arrivedAt: Date;
  /** Of crm, as far as it was known at the gate. */
  vehicleId: string | null;
}

/** An order, as far as workshop and store are asked about it. */
export interface OrderToPlan {
  revision: number;
  items: OrderItem[];
  standardVersion: string | null;
  appointmentId: string | null;
}

/** All that stands on an order's document. */
export interface OrderToShow {
  repairOrderId: string;
  revision: number;
  station: StationState;
  /** Empty while his name has not arrived here. */
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
  signatures: Signature[];
  /** Of causes, positions and kinds of damage. */
  names: Names;
  /** The document that was shown last, as it was shown. */
  shown: DocumentData | null;
}

/** What steps read before they ask others or make a document, outside of any transaction. */
@Injectable()
export class Lookups {
  constructor(private readonly reader: Reader) {}

  /** @throws NotFound */
  async arrival(arrivalId: string): Promise<ArrivalSeen> {
    const [row] = await this.reader.rows<Omit<ArrivalSeen, 'plate' | 'vin'> & { plate: Buffer; vin: Buffer }>(
      `select arrival.visit_id as "visitId", arrival.appointment_id as "appointmentId", plate, vin,
         vehicle_reason as "vehicleReason", arrival.arrived_at as "arrivedAt", vehicle_id as "vehicleId"
       from arrival join visit on visit.station_id = arrival.station_id and visit.id = arrival.visit_id
       where arrival.station_id = $1 and arrival.id = $2`,
      [this.reader.station, arrivalId],
    );
    if (!row) throw new NotFound('arrival', arrivalId);
    return { ...row, plate: decrypted<string>(row.plate), vin: decrypted<string>(row.vin) };
  }

  /** IANA name of the station's zone. @throws Unavailable while the station itself is not known here yet */
  async zone(): Promise<string> {
    const { station } = this.reader;
    const text = 'select value from reference_data where topic = $1 and key = $2';
    const [found] = await this.reader.rows(text, ['network.station.state.v1', station]);
    if (!found) throw new Unavailable('STATION_NOT_KNOWN_YET', { stationId: station });
    return StationState.fromJSON(found['value']).zone;
  }

  /** Whose truck a visit is of; null: not known. @throws NotFound */
  async customerOf(visitId: string): Promise<string | null> {
    const [row] = await this.reader.rows<{ customerId: string | null }>(
      'select customer_id as "customerId" from visit where station_id = $1 and id = $2',
      [this.reader.station, visitId],
    );
    if (!row) throw new NotFound('visit', visitId);
    return row.customerId;
  }

  /** @throws NotFound */
  async orderToPlan(visitId: string): Promise<OrderToPlan> {
    const [row] = await this.reader.rows<OrderToPlan>(
      `select revision, items, visit.standard_version as "standardVersion", appointment_id as "appointmentId"
       from visit join repair_order as o on o.station_id = visit.station_id and o.visit_id = visit.id
       where visit.station_id = $1 and visit.id = $2`,
      [this.reader.station, visitId],
    );
    if (!row) throw new NotFound('repair order', visitId);
    return row;
  }

  /** @throws NotFound, and Unavailable while the station itself is not known here yet */
  async orderToShow(visitId: string): Promise<OrderToShow> {
    const { station } = this.reader;
    const lists = codeListsOf(['cause', 'damage_position', 'damage_kind']);
    const [[row], [at], staff, published] = await Promise.all([
      this.reader.rows<ShownRow>(
        `select o.id as "repairOrderId", o.revision, o.items, o.corrections, o.quote, o.ceiling_minor as "ceilingMinor",
           o.promise, o.signatures, o.shown_document as shown, visit.party, visit.vehicle, check_in.concerns, check_in.texts, check_in.condition
         from visit
         join check_in on check_in.station_id = visit.station_id and check_in.id = visit.id
         join repair_order as o on o.station_id = visit.station_id and o.visit_id = visit.id
         where visit.station_id = $1 and visit.id = $2`,
        [station, visitId],
      ),
      this.reader.rows('select value from reference_data where topic = $1 and key = $2', [
        'network.station.state.v1',
        station,
      ]),
      this.reader.rows(
        `select value from reference_data
         where topic = $1
           and key = (select $2::text || ':' || advisor_id from visit where station_id = $2::uuid and id = $3)`,
        ['network.staff.state.v1', station, visitId],
      ),
      this.reader.rows(lists.text, lists.values),
    ]);
    if (!row) throw new NotFound('repair order', visitId);
    if (!at) throw new Unavailable('STATION_NOT_KNOWN_YET', { stationId: station });
    const { quote, promise } = row;
    return {
      ...row,
      station: StationState.fromJSON(at['value']),
      advisorName: staff[0] ? StaffState.fromJSON(staff[0]['value']).displayName : '',
      party: decrypted<Party | null>(row.party),
      vehicle: decrypted<Vehicle | null>(row.vehicle),
      corrections: decrypted<Record<string, string>>(row.corrections),
      texts: decrypted<CheckInTexts>(row.texts),
      signatures: decrypted<Signature[]>(row.signatures),
      names: namesFrom(published),
      shown: shownFrom(decrypted<StoredDocument | null>(row.shown)),
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

type Encrypted = 'party' | 'vehicle' | 'corrections' | 'texts' | 'signatures' | 'shown';

/** A document that nobody has signed, as its column holds it. */
type StoredDocument = Omit<DocumentData, 'createdAt'> & { createdAt: string };

function shownFrom(stored: StoredDocument | null): DocumentData | null {
  return stored && { ...stored, createdAt: new Date(stored.createdAt) };
}

type ShownRow = Omit<
  OrderToShow,
  Encrypted | 'names' | 'station' | 'advisorName' | 'quote' | 'promise' | 'ceilingMinor'
> &
  Record<Encrypted, Buffer> & {
    ceilingMinor: string;
    quote: StoredQuote | null;
    promise: { promisedAt: string; finishAt: string; madeAt: string } | null;
  };

/** A quote as its column holds it: instants and big integers are texts. */
export interface StoredQuote {
  quoteVersion: number;
  quotedAt: string;
  currency: string;
  customerMinor: string;
  priceLists: string[];
  labourMinutes: number;
  lines: unknown[];
  totals: { payer: string; netMinor: string; taxMinor: string; amountMinor: string }[];
}

/** A quote from its column. */
export function quoteFrom({ lines, totals, customerMinor, quotedAt, ...others }: StoredQuote): Quote {
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
