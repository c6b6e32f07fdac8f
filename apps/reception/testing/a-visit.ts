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

const shownDocument = {
  kind: 'repair_order',
  language: 'zh',
  title: '维修任务委托书',
  station: { name: 'Shanghai Pudong', address: '', phone: '', zone: 'Asia/Shanghai' },
  parties: [],
  facts: [],
  sections: [],
  createdAt: '2026-03-02T08:00:00.000Z',
};

/** In the order in which a visit comes to them. */
const stages = [
  'booked',
  'arrived',
  'opened',
  'looked through',
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

/** All that a visit consists of. */
export interface Cast {
  visit: Visit;
  arrival: Arrival;
  checkIn: CheckIn;
  order: RepairOrder;
  recommendations: Recommendation[];
  id(atA: string): string;
}

/** How long before the present a visit begins that is built at a place: there it has been lived through already. */
const hoursAgo = 4;

/** A visit that has come as far as said, by its own steps: `aVisit().countersigned().build()`. */
export function aVisit(): VisitBuilder {
  return new VisitBuilder();
}

export class VisitBuilder {
  private reached: Stage = 'booked';
  private isBooked = true;
  private plans: OrderItem[] = [];
  private item = anItem();
  private readonly lives: ((cast: Cast, at: Date) => void)[] = [];

  /** Without an appointment. */
  walkIn(): this {
    this.isBooked = false;
    return this;
  }

  /** With something planned for it by the appointment. */
  planning(...plans: OrderItem[]): this {
    this.plans = plans;
    return this;
  }

  /** With this as the one thing that is ordered. */
  ordering(item: OrderItem): this {
    this.item = item;
    return this;
  }

  arrived = (): this => this.upTo('arrived');
  opened = (): this => this.upTo('opened');
  lookedThrough = (): this => this.upTo('looked through');
  diagnosed = (): this => this.upTo('diagnosed');
  itemised = (): this => this.upTo('itemised');
  quoted = (): this => this.upTo('quoted');
  promised = (): this => this.upTo('promised');
  shown = (): this => this.upTo('shown');
  signed = (): this => this.upTo('signed');
  countersigned = (): this => this.upTo('countersigned');
  repaired = (): this => this.upTo('repaired');
  offered = (): this => this.upTo('offered');
  takenOver = (): this => this.upTo('taken over');

  /** With its customer unknown to the files: there are no contacts. */
  offFile(): this {
    return this.having(({ visit }) => {
      visit.customerId = visit.contacts = null;
    });
  }

  /** With something noted at the stage that it has come to. */
  having(note: (cast: Cast, at: Date) => void): this {
    this.lives.push(note);
    return this;
  }

  /** With work recommended that is open. */
  recommending(need: Partial<Need> = {}): this {
    return this.having(({ visit, recommendations, id }, at) => {
      const whole = { urgency: 'immediate', unsafe: true, componentCode: '', source: 'advisor', sourceId: '' };
      const made = { ...whole, description: 'The tyres are worn', ...need };
      recommendations.push(Recommendation.recommend(id(ids.recommendation), visit, made, at));
    });
  }

  /** All that there is of it at its stage. */
  build(place?: Place): object[] {
    const { visit, arrival, checkIn, order, recommendations } = this.cast(place);
    const has = (stage: Stage) => stages.indexOf(this.reached) >= stages.indexOf(stage);
    return [
      visit,
      ...(has('arrived') ? [arrival] : []),
      ...(has('opened') ? [checkIn] : []),
      ...(has('opened') || this.plans.length > 0 ? [order] : []),
      ...recommendations,
    ];
  }

  /** For tests of the model, which ask for each by its name. */
  cast(place?: Place): Cast {
    const at = place ?? { ...here, now: minute(hoursAgo * 60) };
    const begun = at.now.getTime() - hoursAgo * 60 * 60_000;
    let minutes = 0;
    const next = () => new Date(begun + (minutes += 1) * 60_000);
    const { stationId, id } = at;
    const visit = Visit.expect({ stationId, visitId: id(ids.visit), standardVersion: '7' });
    const plans = this.plans.map((plan) => ({ ...plan, itemId: id(plan.itemId), concernId: id(plan.concernId) }));
    const cast = { visit, id, recommendations: [] } as unknown as Cast;
    cast.order = RepairOrder.draft(id(ids.order), visit, plans, next());
    for (const stage of stages.slice(0, stages.indexOf(this.reached) + 1)) this.live(stage, cast, next());
    // What it is found by, which only a service with data keys can make.
    if (place && cast.arrival) visit.identify(this.marks(cast), '');
    for (const live of this.lives) live(cast, next());
    return cast;
  }

  private marks({ visit, arrival }: Cast): VehicleMarks {
    const { vin, plate } = visit.vehicle ?? { vin: '', plate: arrival.plate };
    return marksOf({ vehicleId: visit.vehicleId ?? '', vin, plate }, '');
  }

  private upTo(stage: Stage): this {
    if (stages.indexOf(stage) <= stages.indexOf(this.reached))
      throw new Error(`the visit has come to ${stage} already`);
    this.reached = stage;
    return this;
  }

  private live(stage: Stage, cast: Cast, at: Date): void {
    const { visit, checkIn, order, id } = cast;
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
        cast.arrival = Arrival.register(
          id(ids.arrival),
          visit,
          { appointmentId, plate: 'A 12345', noticedBy: 'gate', vin: '', vehicleReason: '' },
          at,
        );
        visit.arrive({ arrivalId: cast.arrival.id, noticedBy: 'gate', vehicleReason: '' }, at);
        break;
      }
      case 'opened': {
        const own = contacts.contacts.map((contact) => ({ ...contact, contactId: id(contact.contactId) }));
        const known = { customerId: id(ids.customer), vehicleId: id(ids.vehicle) };
        const opening = anOpening({ ...known, contacts: { ...contacts, contacts: own } });
        visit.open(opening, advisorId, at);
        cast.arrival.receive(at);
        const concerns: BookedConcern[] = this.isBooked ? [{ ...bookedConcern, concernId: id(ids.concern) }] : [];
        cast.checkIn = CheckIn.open(visit, concerns, advisorId, at);
        order.giveTo(advisorId);
        if (!this.isBooked) {
          const said = { concernId: id(ids.concern), kind: 'fault', isFoundByStation: false };
          cast.checkIn.addConcern(said, bookedConcern.description, at);
        }
        break;
      }
      case 'looked through':
        checkIn.greet({ introduced: true, reasonOther: '' }, advisorId, at);
        if (this.isBooked) checkIn.confirmConcerns([{ concernId: id(ids.concern), description: '' }], at);
        checkIn.completeSheet({ ...sheet, formId: id(ids.sheet) }, sheetForm, advisorId, at);
        visit.note('check_sheet_completed', at);
        checkIn.recordCondition(condition, ['a coat'], advisorId, at);
        visit.note('condition_recorded', at);
        break;
      case 'diagnosed': {
        const found = { cause: 'worn', description: 'Linings at 3 mm', componentCode: '013001017', method: 'advisor' };
        checkIn.diagnose({ concernId: id(ids.concern), ...found }, advisorId, at);
        order.confirmProposals({ concernId: id(ids.concern), cause: 'worn', dropItemIds: [] }, at);
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
        order.present({ documentId: id(ids.document), documentHash: hash, says: shownDocument }, order.revision, at);
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
