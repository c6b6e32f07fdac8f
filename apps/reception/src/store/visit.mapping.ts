import { defineEntity, p } from '@mikro-orm/postgresql';
import type { CustomerContacts, VisitRef } from '@waystation/model';
import { decrypted, encrypted, mapping, selectOf, Store } from '@waystation/store';
import { missingVisitError } from '../model/expected.ts';
import type { OpenVisitOfVehicle, VehicleMarks } from '../model/vehicle-here.ts';
import { visitSteps } from '../model/visit-steps.ts';
import { Visit, type Hold, type Party, type ProgressReport, type Vehicle } from '../model/visit.ts';
import { isOpen } from './visit-columns.ts';

const knownFact = defineEntity({
  name: 'KnownFact',
  embeddable: true,
  properties: { fact: p.string(), at: p.datetime() },
});

const handover = defineEntity({
  name: 'Handover',
  embeddable: true,
  properties: {
    inspectorId: p.uuid(),
    orderRevision: p.integer(),
    isExplained: p.boolean(),
    handedOverAt: p.datetime(),
  },
});

export const visitMapping = mapping(Visit, {
  table: 'visit',
  subject: 'visit',
  // Events of five services arrive at the same time as steps of reception.
  lock: true,
  steps: { table: visitSteps, initial: 'expected' },
  constraints: {
    visit_appointment: 'APPOINTMENT_HAS_VISIT',
    visit_vehicle_once: 'VEHICLE_JUST_REGISTERED',
    visit_vin_once: 'VEHICLE_JUST_REGISTERED',
    visit_plate_once: 'VEHICLE_JUST_REGISTERED',
  },
  embeds: [knownFact, handover],
  visit: true,
  properties: (p) => ({
    since: p.datetime().nullable(),
    facts: p.embedded(knownFact).array(),
    holds: p.json<Hold[]>(),
    partsShort: p.boolean(),
    openQuestionIds: p.json<string[]>(),
    nonconformityIds: p.json<string[]>(),
    appointmentId: p.uuid().nullable(),
    arrivalId: p.uuid().nullable(),
    customerId: p.uuid().nullable(),
    vehicleId: p.uuid().nullable(),
    vinIndex: p.blob().nullable(),
    plateIndex: p.blob().nullable(),
    advisorId: p.uuid().nullable(),
    assignedAdvisorId: p.uuid().nullable(),
    dueAt: p.datetime().nullable(),
    arrivedAt: p.datetime().nullable(),
    openedAt: p.datetime().nullable(),
    readyBy: p.datetime().nullable(),
    loaded: p.boolean(),
    dangerousGoods: p.boolean(),
    driverWaits: p.boolean(),
    odometerKm: p.integer(),
    promisedAt: p.datetime().nullable(),
    firstPromisedAt: p.datetime().nullable(),
    handover: p.embedded(handover).object().nullable(),
    paymentTermsDays: p.integer(),
    creditLimitMinor: p.bigint(),
    party: encrypted<Party>().nullable(),
    contacts: encrypted<CustomerContacts>().nullable(),
    vehicle: encrypted<Vehicle>().nullable(),
    progressReports: encrypted<ProgressReport[]>().nullable(),
  }),
});

const openVisitColumns = selectOf(visitMapping, 'id as visitId, arrivedAt');

export class Visits extends Store.of(visitMapping) {
  /** Visit of an event; adds an expected visit if the event arrives before the booking. */
  findOrExpect(visitId: string, { stationId, standardVersion }: Omit<VisitRef, 'visitId'>): Promise<Visit> {
    return this.findOrAdd(visitId, () => Visit.expect({ visitId, stationId, standardVersion }));
  }

  /**
   * Visit of an appointment.
   *
   * @param status status of the appointment; undefined during an outage of appointments
   * @throws Refused if the appointment is not confirmed; Unavailable or NotFound if its visit is not known here
   */
  async ofAppointment(appointmentId: string, status?: string): Promise<Visit> {
    const visit = await this.findBy({ appointmentId });
    if (!visit && status) throw missingVisitError(status);
    return visit ?? (await this.getBy({ appointmentId }));
  }

  /**
   * Open visit of a vehicle at the station. The strongest identity that both sides have decides, as in `isSameVehicle`.
   *
   * @param visitId id of the visit to leave out, such as the one being opened
   */
  async openOf(marks: VehicleMarks, visitId = ''): Promise<OpenVisitOfVehicle | undefined> {
    const [found] = await this.rows(
      `select ${openVisitColumns} from visit
       where station_id = $1 and ${isOpen} and id is distinct from nullif($2, '')::uuid
         and case when vehicle_id is not null and $3::uuid is not null then vehicle_id = $3
           when vin_index is not null and $4::bytea is not null then vin_index = $4
           else plate_index = $5::bytea end
       order by arrived_at, id limit 1`,
      [this.station, visitId, marks.vehicleId, marks.vinIndex, marks.plateIndex],
    );
    return found as unknown as OpenVisitOfVehicle | undefined;
  }

  /** Language of the visit's customer; empty if unknown. Does not lock the visit. */
  async partyLanguage(visitId: string): Promise<string> {
    const text = 'select party from visit where station_id = $1 and id = $2 and party is not null';
    const [found] = await this.rows(text, [this.station, visitId]);
    return found ? decrypted<Party>(found['party'] as Buffer).language : '';
  }

  /** Adds an expected visit. */
  expect(seen: VisitRef): Visit {
    const visit = Visit.expect(seen);
    this.add(visit);
    return visit;
  }
}
