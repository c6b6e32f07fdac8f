import { hash, here, minute, otherHash, type Place } from '@waystation/testing/model';
import { Arrival } from '../src/model/arrival.ts';
import { CheckIn } from '../src/model/check-in.ts';
import type { BookedConcern } from '../src/model/concern.ts';
import type { OrderItem } from '../src/model/order-item.ts';
import { Recommendation, type Need } from '../src/model/recommendation.ts';
import { RepairOrder } from '../src/model/repair-order.ts';
import type { VehicleMarks } from '../src/model/vehicle-here.ts';
import { Visit } from '../src/model/visit.ts';
import { marksOf } from '../src/store/vehicle-marks.ts';
import {
  aConfirmation,
  anItem,
  aCountersignature,
  anOpening,
  aPricing,
  aSignature,
  bookedConcern,
  condition,
  consentForm,
  contacts,
  sheet,
  sheetForm,
} from './examples.ts';
import { ids } from './ids.ts';

const presentedDocument = {
  kind: 'repair_order',
  language: 'zh',
  title: '维修任务委托书',
  station: { name: 'Shanghai Pudong', address: '', phone: '', timeZone: 'Asia/Shanghai' },
  parties: [],
  facts: [],
  sections: [],
  createdAt: '2026-03-02T08:00:00.000Z',
};

/** Stages of a test visit in their order. */
const stages = [
  'booked',
  'arrived',
  'opened',
  'checked in',
  'diagnosed',
  'itemised',
  'quoted',
  'promised',
  'shown',
  'signed',
  'countersigned',
  'repaired',
  'offered',
  'taken over',
] as const;

type Stage = (typeof stages)[number];

/** Aggregates of a visit. */
export interface Records {
  visit: Visit;
  arrival: Arrival;
  checkIn: CheckIn;
  order: RepairOrder;
  recommendations: Recommendation[];
  id(atA: string): string;
}

/** Age of a built visit, so that all its steps are in the past. */
const hoursAgo = 4;

/** Builds a visit by its real steps up to a stage: `aVisit().countersigned().build()`. */
export function aVisit(): VisitBuilder {
  return new VisitBuilder();
}

export class VisitBuilder {
  private reached: Stage = 'booked';
  private isBooked = true;
  private plans: OrderItem[] = [];
  private item = anItem();
  private readonly changes: ((records: Records, at: Date) => void)[] = [];

  /** Removes the appointment. */
  walkIn(): this {
    this.isBooked = false;
    return this;
  }

  /** Adds proposed items from the appointment. */
  planning(...plans: OrderItem[]): this {
    this.plans = plans;
    return this;
  }

  /** Sets the ordered item. */
  ordering(item: OrderItem): this {
    this.item = item;
    return this;
  }

  arrived = (): this => this.upTo('arrived');
  opened = (): this => this.upTo('opened');
  checkedIn = (): this => this.upTo('checked in');
  diagnosed = (): this => this.upTo('diagnosed');
  itemised = (): this => this.upTo('itemised');
  quoted = (): this => this.upTo('quoted');
  promised = (): this => this.upTo('promised');
  shown = (): this => this.upTo('shown');
  signed = (): this => this.upTo('signed');
  countersigned = (): this => this.upTo('countersigned');
  repaired = (): this => this.upTo('repaired');
  offered = (): this => this.upTo('offered');
  handoverAccepted = (): this => this.upTo('taken over');

  /** Removes the customer's record and contacts. */
  offFile(): this {
    return this.having(({ visit }) => {
      visit.customerId = visit.contacts = null;
    });
  }

  /** Adds a change at the stage reached so far. */
  having(note: (records: Records, at: Date) => void): this {
    this.changes.push(note);
    return this;
  }

  /** Adds an open recommendation. */
  recommending(need: Partial<Need> = {}): this {
    return this.having(({ visit, recommendations, id }, at) => {
      const whole = { urgency: 'immediate', unsafe: true, componentCode: '', source: 'advisor', sourceId: '' };
      const made = { ...whole, description: 'The tyres are worn', ...need };
      recommendations.push(Recommendation.recommend(id(ids.recommendation), visit, made, at));
    });
  }

  /** Builds the aggregates that exist at the stage. */
  build(place?: Place): object[] {
    const { visit, arrival, checkIn, order, recommendations } = this.records(place);
    const has = (stage: Stage) => stages.indexOf(this.reached) >= stages.indexOf(stage);
    return [
      visit,
      ...(has('arrived') ? [arrival] : []),
      ...(has('opened') ? [checkIn] : []),
      ...(has('opened') || this.plans.length > 0 ? [order] : []),
      ...recommendations,
    ];
  }

  /** Builds all aggregates by name, for tests of the model. */
  records(place?: Place): Records {
    const at = place ?? { ...here, now: minute(hoursAgo * 60) };
    const startMs = at.now.getTime() - hoursAgo * 60 * 60_000;
    let minutes = 0;
    const next = () => new Date(startMs + (minutes += 1) * 60_000);
    const { stationId, id } = at;
    const visit = Visit.expect({ stationId, visitId: id(ids.visit), standardVersion: '7' });
    const plans = this.plans.map((plan) => ({ ...plan, itemId: id(plan.itemId), concernId: id(plan.concernId) }));
    const records = { visit, id, recommendations: [] } as unknown as Records;
    records.order = RepairOrder.draft(id(ids.order), visit, plans, next());
    for (const stage of stages.slice(0, stages.indexOf(this.reached) + 1)) this.reach(stage, records, next());
    // Search keys need data keys, which only a running service has.
    if (place && records.arrival) visit.identify(this.marks(records), '');
    for (const change of this.changes) change(records, next());
    return records;
  }

  private marks({ visit, arrival }: Records): VehicleMarks {
    const { vin, plate } = visit.vehicle ?? { vin: '', plate: arrival.plate };
    return marksOf({ vehicleId: visit.vehicleId ?? '', vin, plate }, '');
  }

  private upTo(stage: Stage): this {
    if (stages.indexOf(stage) <= stages.indexOf(this.reached))
      throw new Error(`cannot take the visit to ${stage}: it is already ${this.reached}`);
    this.reached = stage;
    return this;
  }

  private reach(stage: Stage, records: Records, at: Date): void {
    const { visit, checkIn, order, id } = records;
    const advisorId = id(ids.advisor);
    switch (stage) {
      case 'booked': {
        if (!this.isBooked) break;
        const said = aConfirmation({
          slot: { ...aConfirmation().slot!, startAt: new Date(at.getTime() + 60 * 60_000) },
        });
        const { appointmentId, customerId, vehicleId } = said;
        const named = {
          appointmentId: id(appointmentId),
          customerId: id(customerId),
          vehicleId: id(vehicleId),
          advisorId,
        };
        visit.book({ ...named, slot: said.slot }, 120, at);
        break;
      }
      case 'arrived': {
        const appointmentId = visit.appointmentId ?? '';
        records.arrival = Arrival.register(
          id(ids.arrival),
          visit,
          { appointmentId, plate: 'A 12345', source: 'gate', vin: '', vehicleConflictReason: '' },
          at,
        );
        visit.arrive({ arrivalId: records.arrival.id, source: 'gate', vehicleConflictReason: '' }, at);
        break;
      }
      case 'opened': {
        const own = contacts.contacts.map((contact) => ({ ...contact, contactId: id(contact.contactId) }));
        const known = { customerId: id(ids.customer), vehicleId: id(ids.vehicle) };
        const opening = anOpening({ ...known, contacts: { ...contacts, contacts: own } });
        visit.open(opening, advisorId, at);
        records.arrival.receive(at);
        const concerns: BookedConcern[] = this.isBooked ? [{ ...bookedConcern, concernId: id(ids.concern) }] : [];
        records.checkIn = CheckIn.open(visit, concerns, advisorId, at);
        order.giveTo(advisorId);
        if (!this.isBooked) {
          const said = { concernId: id(ids.concern), kind: 'fault', isFoundByStation: false };
          records.checkIn.addConcern(said, bookedConcern.description, at);
        }
        break;
      }
      case 'checked in':
        checkIn.greet({ introduced: true, otherAdvisorReason: '' }, advisorId, at);
        if (this.isBooked) checkIn.confirmConcerns([{ concernId: id(ids.concern), description: '' }], at);
        checkIn.completeSheet({ ...sheet, formId: id(ids.sheet) }, sheetForm, advisorId, at);
        visit.note('check_sheet_completed', at);
        checkIn.recordCondition(condition, ['a coat'], advisorId, at);
        visit.note('condition_recorded', at);
        break;
      case 'diagnosed': {
        const found = { cause: 'worn', description: 'Linings at 3 mm', componentCode: '013001017', method: 'advisor' };
        checkIn.diagnose({ concernId: id(ids.concern), ...found }, advisorId, at);
        order.confirmProposals({ concernId: id(ids.concern), cause: 'worn', removeItemIds: [] }, at);
        break;
      }
      case 'itemised':
        order.addItem({ ...this.item, itemId: id(this.item.itemId), concernId: id(this.item.concernId) }, 'Reline', at);
        break;
      case 'quoted':
        order.setPrice(aPricing(), 100_000n, checkIn.concerns, at);
        break;
      case 'promised': {
        const finishAt = new Date(at.getTime() + 6 * 60 * 60_000);
        const promisedAt = new Date(at.getTime() + 8 * 60 * 60_000);
        order.promiseDelivery(promisedAt, { orderRevision: order.revision, finishAt, slots: [], partsAt: at }, at);
        visit.promise({ promisedAt }, at);
        break;
      }
      case 'shown':
        order.explain(advisorId, at);
        order.present(
          { documentId: id(ids.document), documentHash: hash, says: presentedDocument },
          order.revision,
          at,
        );
        break;
      case 'signed':
        order.sign(
          aSignature({ contactId: id(ids.approver), advisorId }),
          { checkIn, visit, consent: consentForm },
          at,
        );
        break;
      case 'countersigned': {
        const document = { documentId: id(ids.countersignedDocument), documentHash: otherHash };
        order.countersign(aCountersignature({ advisorId }), { checkIn, visit }, document, at);
        checkIn.finish(at);
        visit.order(at);
        break;
      }
      case 'repaired':
        visit.note('job_started', at);
        visit.note('work_finished', at);
        break;
      case 'offered': {
        visit.passInspection(at);
        const inspectorId = id(ids.inspector);
        visit.offer({ inspectorId, orderRevision: order.countersignedRevision, isExplained: true, handedOverAt: at });
        break;
      }
      case 'taken over':
        visit.acceptHandover(advisorId, order.countersignedRevision, at);
        break;
    }
  }
}
