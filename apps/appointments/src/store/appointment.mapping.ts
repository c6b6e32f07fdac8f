import { defineEntity, p } from '@mikro-orm/postgresql';
import type { CustomerContacts } from '@waystation/model';
import { encrypted, mapping, Store } from '@waystation/store';
import { appointmentSteps } from '../model/appointment-steps.ts';
import { Appointment } from '../model/appointment.ts';
import type { Concern } from '../model/concerns.ts';
import type { DiagnosisQuestion } from '../model/diagnosis-questions.ts';
import type { ExplainedEstimate } from '../model/estimate.ts';
import type { PlannedOperation } from '../model/plan.ts';
import type { Party } from '../model/request-details.ts';

const estimate = defineEntity({
  name: 'Estimate',
  embeddable: true,
  properties: {
    amountMinor: p.bigint(),
    netMinor: p.bigint(),
    taxMinor: p.bigint(),
    currency: p.string(),
    labourMinutes: p.integer(),
    priceLists: p.json<string[]>(),
  },
});

const preparationItem = defineEntity({
  name: 'PreparationItem',
  embeddable: true,
  properties: {
    item: p.string(),
    status: p.string(),
    reason: p.string(),
    markedBy: p.uuid().nullable(),
    markedAt: p.datetime().nullable(),
  },
});

const reconfirmation = defineEntity({
  name: 'Reconfirmation',
  embeddable: true,
  properties: {
    leadTime: p.string(),
    answer: p.string(),
    ready: p.boolean(),
    confirmedBy: p.uuid(),
    confirmedAt: p.datetime(),
  },
});

export const appointmentMapping = mapping(Appointment, {
  table: 'appointment',
  subject: 'appointment',
  steps: { table: appointmentSteps, initial: 'requested' },
  constraints: {
    appointment_vehicle_once: 'VEHICLE_ALREADY_BOOKED',
    appointment_vin_once: 'VEHICLE_ALREADY_BOOKED',
    appointment_plate_once: 'VEHICLE_ALREADY_BOOKED',
  },
  embeds: [estimate, preparationItem, reconfirmation],
  visit: true,
  properties: (p) => ({
    revision: p.integer(),
    source: p.text(),
    requestedAt: p.datetime(),
    customerId: p.uuid().nullable(),
    vehicleId: p.uuid().nullable(),
    party: encrypted<Party>(),
    contacts: encrypted<CustomerContacts>().nullable(),
    vin: p.text(),
    plate: encrypted<string>(),
    plateIndex: p.blob().nullable(),
    callBackIndex: p.blob().nullable(),
    model: p.text(),
    odometerKm: p.integer(),
    preferredAt: p.datetime().nullable(),
    concerns: encrypted<Concern[]>(),
    questions: encrypted<DiagnosisQuestion[]>(),
    helpRequestedAt: p.datetime().nullable(),
    operations: p.json<PlannedOperation[]>(),
    estimateVersion: p.integer(),
    estimate: p.embedded(estimate).object().nullable(),
    explainedEstimate: encrypted<ExplainedEstimate>().nullable(),
    bookingId: p.uuid().nullable(),
    bayId: p.uuid().nullable(),
    technicianId: p.uuid().nullable(),
    startAt: p.datetime().nullable(),
    endAt: p.datetime().nullable(),
    advisorId: p.uuid().nullable(),
    confirmedAt: p.datetime().nullable(),
    preparation: p.embedded(preparationItem).array(),
    itemsMissing: p.integer(),
    dayDueAt: p.datetime().nullable(),
    hourDueAt: p.datetime().nullable(),
    reconfirmations: p.embedded(reconfirmation).array(),
  }),
});

export class Appointments extends Store.of(appointmentMapping) {
  /** Appointment of a visit; undefined for a visit without an appointment. */
  ofVisit(visitId: string): Promise<Appointment | undefined> {
    return this.findBy({ visitId });
  }
}
