import { AppointmentSummary, Concern } from '@waystation/contracts/appointments/v1/service';
import { Unavailable } from '@waystation/model';
import { startTestService, type TestService } from '@waystation/testing';
import { minute } from '@waystation/testing/model';
import { Appointments, Crm, Parts, Workshop } from '../src/clients.ts';
import { ReceptionModule } from '../src/reception.module.ts';
import { bookedConcern, contacts, party, slot } from './examples.ts';
import { ids } from './ids.ts';

/** Contacts in the form of an answer of crm. */
const named = () =>
  contacts.contacts.map((contact) => ({
    ...contact,
    phone: '+86 10',
    phoneNumber: '',
    phoneExtension: '',
    email: '',
    approvalLimitMinor:
      contact.contactId === ids.approver ? others.approverLimitMinor : BigInt(contact.approvalLimitMinor),
  }));

/** Answers of other services in a test, and the requests to them. */
export interface Others {
  partsAt: Date | undefined;
  finishAt: Date;
  planned: unknown[];
  crmIsDown: boolean;
  /** Limit in crm of the contact with a limited approval. */
  approverLimitMinor: bigint;
  /** Changes of the usual facts of the appointment. */
  booked: { vehicleId?: string; vin?: string; plate?: string; status?: string };
  /** Appointments found for a vehicle. */
  appointments: object[];
  /** Requests for the appointments of a vehicle. */
  searches: object[];
  appointmentsAreDown: boolean;
}

const usual = (): Others => ({
  partsAt: minute(100),
  finishAt: minute(300),
  planned: [],
  crmIsDown: false,
  approverLimitMinor: 200_000n,
  booked: {},
  appointments: [],
  searches: [],
  appointmentsAreDown: false,
});

export const others = usual();

/** Resets the answers of other services. */
export function resetOthers(): void {
  Object.assign(others, usual());
}

function fromCrm<T>(answer: T): T {
  if (others.crmIsDown) throw new Unavailable('SERVICE_UNAVAILABLE');
  return answer;
}

/** Starts reception on a new database, with other services that answer as set in `others`. */
export function startReception(): Promise<TestService> {
  return startTestService(ReceptionModule, {
    clients: [
      [
        Appointments,
        {
          getAppointment: async () => ({
            appointmentId: ids.appointment,
            visitId: ids.visit,
            customerId: ids.customer,
            vehicleId: ids.vehicle,
            party: { name: 'Haulage', contactName: 'Li Wei', callBackNumber: '+86 10', email: '', language: 'en' },
            vin: '1M8GDM9AXKP042788',
            plate: 'A 12345',
            model: 'T5',
            concerns: [Concern.fromPartial(bookedConcern)],
            odometerKm: 120_000,
            ...others.booked,
          }),
          findAppointments: async (request) => {
            if (others.appointmentsAreDown) throw new Unavailable('SERVICE_UNAVAILABLE');
            others.searches.push(request);
            return { appointments: others.appointments.map((each) => AppointmentSummary.fromPartial(each)) };
          },
        },
      ],
      [
        Crm,
        {
          getCustomer: async () => {
            const known = { name: party.name, address: party.address, paymentTermsDays: 30 };
            return fromCrm({ ...known, contacts: named(), currency: contacts.currency });
          },
          getVehicle: async () =>
            fromCrm({
              customerId: ids.customer,
              vin: '1M8GDM9AXKP042788',
              plate: 'A 12345',
              model: 'T5',
              odometerKm: 119_000,
            }),
        },
      ],
      [
        Parts,
        {
          checkAvailability: async ({ parts }) => ({
            parts: parts.map(({ partNumber }) => ({
              partNumber,
              known: true,
              freeQuantity: '9',
              enough: true,
              availableAt: others.partsAt,
              supersededBy: '',
            })),
            allAvailableAt: others.partsAt,
          }),
        },
      ],
      [
        Workshop,
        {
          planVisit: async (request) => {
            others.planned.push(request);
            return { finishAt: others.finishAt, slots: [slot] };
          },
        },
      ],
    ],
  });
}
