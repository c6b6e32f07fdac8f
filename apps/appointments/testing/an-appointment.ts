import { preparationItems } from '@waystation/model';
import { day, minute, type Place, sharedIds } from '@waystation/testing/model';
import type { Advisor } from '../src/model/advisor.ts';
import type { AgreedSlot } from '../src/model/agreed-slot.ts';
import { Appointment } from '../src/model/appointment.ts';
import type { Diagnosis, StatedConcern } from '../src/model/concerns.ts';
import type { Explanation } from '../src/model/estimate.ts';
import type { Priced } from '../src/model/plan.ts';
import type { RequestDetails } from '../src/model/request-details.ts';
import { plateIndex } from '../src/store/look-ups.ts';

/** Named ids for tests. */
export const ids = {
  ...sharedIds,
  appointment: '01980000-0000-7000-8000-000000000001',
  concern: '01980000-0000-7000-8000-0000000000d1',
  otherConcern: '01980000-0000-7000-8000-0000000000d2',
  question: '01980000-0000-7000-8000-0000000000d3',
  customer: '01980000-0000-7000-8000-0000000000d4',
  vehicle: '01980000-0000-7000-8000-0000000000d5',
  bay: '01980000-0000-7000-8000-0000000000b1',
  booking: '01980000-0000-7000-8000-0000000000e1',
  otherBooking: '01980000-0000-7000-8000-0000000000e2',
  unknown: '01980000-0000-7000-8000-0000000000ff',
};

export const timeZone = 'Asia/Shanghai';

/** Advisor who works from eight for ten hours, every day of a week. */
export function anAdvisor(staffId: string = ids.advisor): Advisor {
  const shifts = Array.from({ length: 7 }, (_, number) => ({ startsAt: day(number), endsAt: day(number, 600) }));
  return { staffId, active: true, roles: [{ role: 'SERVICE_ADVISOR', from: undefined, until: undefined }], shifts };
}

export const brakes = { operation: '013-001-017/1', workKind: 'mechanical', labourMinutes: 120, skill: 'brakes' };
export const oilChange = { operation: '045-000-001/1', workKind: 'maintenance', labourMinutes: 60, skill: '' };

/** Complete request of a customer. */
export function aRequest(facts: Partial<RequestDetails> = {}): RequestDetails {
  return {
    customerId: null,
    vehicleId: null,
    party: {
      name: 'Chang Jiang Logistics',
      contactName: 'Wu Lei',
      callBackNumber: '+86 21 5555 0100',
      email: '',
      language: 'zh',
    },
    contacts: null,
    vin: '1M8GDM9AXKP042788',
    plate: '沪A12345',
    plateIndex: null,
    callBackIndex: null,
    model: 'X5000',
    odometerKm: 184_000,
    preferredAt: day(3, 60),
    ...facts,
  };
}

/** Fault described by the customer. */
export function aConcern(facts: Partial<StatedConcern> = {}): StatedConcern {
  return { concernId: ids.concern, kind: 'fault', description: 'It pulls to the left', ...facts };
}

/** Diagnosis of that fault: new brake linings. */
export function aDiagnosis(facts: Partial<Diagnosis> = {}): Diagnosis {
  return {
    concernId: ids.concern,
    suspectedCause: 'worn',
    remedy: 'Reline the front brakes',
    operations: [brakes.operation],
    parts: [{ partNumber: 'BRK-LIN-2207', quantity: '2' }],
    ...facts,
  };
}

export const priced: Priced = {
  currency: 'CNY',
  labourMinutes: 120,
  lines: [{ priceList: 'prices:1' }],
  totals: [{ payer: 'customer', netMinor: 128_000n, taxMinor: 16_640n, amountMinor: 144_640n }],
  missing: [],
};

export const allTold: Explanation = {
  causeExplained: true,
  remedyExplained: true,
  priceExplained: true,
  durationExplained: true,
  channel: 'phone',
  explainedTo: 'Wu Lei',
};

/** Slot of two hours from nine, three days later. */
export function aSlot(facts: Partial<AgreedSlot> = {}): AgreedSlot {
  const room = { bookingId: ids.booking, bayId: ids.bay, technicianId: ids.technician };
  return { ...room, startAt: day(3, 60), endAt: day(3, 180), ...facts };
}

export const noNotice = { attempts: [], alternativeOffered: false };

/** Stages of an appointment in their order. */
const stages = ['requested', 'diagnosed', 'estimated', 'explained', 'slotted', 'ready', 'confirmed'] as const;
type Stage = (typeof stages)[number];

/** Builds an appointment by its real steps up to a stage: `anAppointment().confirmed().build()`. */
export function anAppointment(): AppointmentBuilder {
  return new AppointmentBuilder();
}

export class AppointmentBuilder {
  private name = { appointment: ids.appointment, visit: ids.visit };
  private request = aRequest();
  private concerns = [aConcern()];
  private diagnosis = aDiagnosis();
  private slot = aSlot();
  private reached: Stage = 'requested';
  private readonly changes: ((appointment: Appointment, id: (atA: string) => string) => void)[] = [];

  named(appointment: string, visit: string): this {
    this.name = { appointment, visit };
    return this;
  }

  requesting(facts: Partial<RequestDetails>): this {
    this.request = aRequest(facts);
    return this;
  }

  about(...concerns: StatedConcern[]): this {
    this.concerns = concerns;
    return this;
  }

  thoughtToBe(diagnosis: Diagnosis): this {
    this.diagnosis = diagnosis;
    return this;
  }

  at(slot: Partial<AgreedSlot>): this {
    this.slot = aSlot(slot);
    return this;
  }

  diagnosed(): this {
    return this.upTo('diagnosed');
  }

  estimated(): this {
    return this.upTo('estimated');
  }

  explained(): this {
    return this.upTo('explained');
  }

  /** Adds a chosen slot. */
  slotted(): this {
    return this.upTo('slotted');
  }

  /** Adds everything that a confirmation requires. */
  ready(): this {
    return this.upTo('ready');
  }

  confirmed(): this {
    return this.upTo('confirmed');
  }

  /** Confirms the appointment and prepares all items. */
  prepared(): this {
    return this.upTo('confirmed').having((appointment, id) => {
      for (const item of preparationItems) {
        appointment.markPreparationItem({ item, ready: true, reason: '' }, { id: id(ids.advisor) }, minute(7));
      }
    });
  }

  /** Adds a change at the stage reached so far. */
  having(note: (appointment: Appointment, id: (atA: string) => string) => void): this {
    this.changes.push(note);
    return this;
  }

  build(place?: Place): Appointment {
    const id = (atA: string) => place?.id(atA) ?? atA;
    const identity = {
      appointmentId: id(this.name.appointment),
      visitId: id(this.name.visit),
      stationId: place?.stationId ?? ids.station,
      standardVersion: '7',
      source: 'phone',
    };
    const stated = this.concerns.map((concern) => ({ ...concern, concernId: id(concern.concernId) }));
    const appointment = Appointment.request(identity, place ? this.indexedRequest : this.request, stated, minute(0));
    for (const change of this.changes) change(appointment, id);
    return appointment;
  }

  /** RequestDetails with its search index, which only a service with data keys can compute. */
  private get indexedRequest(): RequestDetails {
    return { ...this.request, plateIndex: plateIndex(this.request.plate) };
  }

  /** Passes all stages up to this one. @throws Error if the appointment has already reached it */
  private upTo(stage: Stage): this {
    const [from, to] = [stages.indexOf(this.reached), stages.indexOf(stage)];
    if (to <= from) throw new Error(`cannot take the appointment to ${stage}: it is already ${this.reached}`);
    this.reached = stage;
    for (const each of stages.slice(from + 1, to + 1)) {
      this.changes.push((appointment, id) => this.reach(each, appointment, id));
    }
    return this;
  }

  private reach(stage: Stage, appointment: Appointment, id: (atA: string) => string): void {
    const { diagnosis, slot } = this;
    const advisor = anAdvisor(id(ids.advisor));
    switch (stage) {
      case 'requested':
        break;
      case 'diagnosed': {
        const own = { ...diagnosis, concernId: id(diagnosis.concernId) };
        return appointment.recordPreDiagnosis([own], [brakes, oilChange], { id: id(ids.clerk) }, minute(1));
      }
      case 'estimated':
        appointment.estimateAppointment([brakes, oilChange], () => priced, minute(2));
        break;
      case 'explained':
        return appointment.explainEstimate(allTold, { id: id(ids.clerk) }, minute(3));
      case 'slotted': {
        const { bookingId, bayId, technicianId } = slot;
        const room = { bookingId: id(bookingId), bayId: id(bayId), technicianId: id(technicianId) };
        return appointment.chooseSlot({ ...slot, ...room }, minute(4));
      }
      case 'ready':
        return appointment.assignAdvisor(advisor.staffId, advisor, minute(5));
      case 'confirmed':
        return appointment.confirm(appointment.slot, { advisor, timeZone }, minute(6));
    }
  }
}
