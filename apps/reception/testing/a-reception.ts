import { AppointmentSummary, Concern } from '@waystation/contracts/appointments/v1/service';
import { Unavailable } from '@waystation/model';
import { startTestService, type TestService } from '@waystation/testing';
import { minute } from '@waystation/testing/model';
import { Appointments, Crm, Parts, Workshop } from '../src/clients.ts';
import { ReceptionModule } from '../src/reception.module.ts';
import { bookedConcern, contacts, party, slot } from './examples.ts';
import { ids } from './ids.ts';

/** Contacts as crm tells of them. */
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

/** What other services answer in a test, and what they were asked. */
export interface Others {
  partsAt: Date | undefined;
  finishAt: Date;
  planned: unknown[];
  crmIsAway: boolean;
  /** In crm, of the contact who may approve up to a limit. */
  approverLimitMinor: bigint;
  /** Of the vehicle that is booked, where it is not as usual. */
  booked: { vehicleId?: string; vin?: string; plate?: string; status?: string };
  /** That a vehicle is found to have. */
  appointments: object[];
  sought: object[];
  bookIsAway: boolean;
}

const usual = (): Others => ({
  partsAt: minute(100),
  finishAt: minute(300),
  planned: [],
  crmIsAway: false,
  approverLimitMinor: 200_000n,
  booked: {},
  appointments: [],
  sought: [],
  bookIsAway: false,
});

export const others = usual();

/** Other services answer as usual again. */
export function resetOthers(): void {
  Object.assign(others, usual());
}

function fromCrm<T>(answer: T): T {
  if (others.crmIsAway) throw new Unavailable('SERVICE_AWAY');
  return answer;
}

/** Reception on a database of its own, beside services that answer as `others` says. */
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
            if (others.bookIsAway) throw new Unavailable('SERVICE_AWAY');
            others.sought.push(request);
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
