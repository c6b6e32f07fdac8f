import type { GetAppointmentResponse } from '@waystation/contracts/appointments/v1/service';
import type { GetCustomerResponse, GetVehicleResponse } from '@waystation/contracts/crm/v1/service';
import {
  contactsOf,
  Invalid,
  isGiven,
  isPhoneGiven,
  mustBeVin,
  plateFrom,
  type CustomerContacts,
  type VehicleIdentity,
} from '@waystation/model';
import type { Opening, Party } from './visit.ts';

/** Facts that the advisor enters to open a visit. Missing facts are taken from `Known`. */
export interface StatedFacts {
  customerId: string;
  vehicleId: string;
  party?: Party | undefined;
  vin: string;
  plate: string;
  readyBy?: Date | undefined;
  loaded: boolean;
  dangerousGoods: boolean;
  driverWaits: boolean;
}

/** Facts from other services and the gate. */
export interface Known {
  appointment?: GetAppointmentResponse | undefined;
  /** The appointment, for facts of the vehicle; undefined if another vehicle came. */
  booked?: GetAppointmentResponse | undefined;
  customer?: GetCustomerResponse | undefined;
  vehicle?: GetVehicleResponse | undefined;
  /** Plate read at the gate. */
  plate: string;
}

/**
 * Customer, vehicle and wishes of a new visit. Entries of the advisor go before crm's records, and these before the older
 * appointment.
 *
 * @throws Invalid if the customer is unknown, or for an invalid VIN or plate
 */
export function openingFrom(stated: StatedFacts, known: Known): Opening {
  const { appointment, booked, customer, vehicle } = known;
  const { readyBy, loaded, dangerousGoods, driverWaits } = stated;
  // A typed party may not be the customer on record, so it gets no payment terms and pays at once.
  const terms = stated.party ? undefined : customer;
  return {
    customerId: stated.customerId || appointment?.customerId || vehicle?.customerId || '',
    vehicleId: stated.vehicleId || booked?.vehicleId || '',
    party: stated.party ? partyOf(stated.party) : partyFrom(known),
    contacts: contactsFrom(known),
    vehicle: {
      vin: (stated.vin && mustBeVin(stated.vin).vin) || vehicle?.vin || booked?.vin || '',
      plate: plateFrom(stated.plate)?.plate || known.plate || vehicle?.plate || booked?.plate || '',
      model: vehicle?.model || booked?.model || '',
    },
    odometerKm: Math.max(vehicle?.odometerKm ?? 0, booked?.odometerKm ?? 0),
    paymentTermsDays: terms?.paymentTermsDays ?? 0,
    creditLimitMinor: terms?.creditLimitMinor ?? 0n,
    readyBy,
    loaded,
    dangerousGoods,
    driverWaits,
  };
}

/** Identity of the vehicle of a new visit. */
export function vehicleOf({ vehicleId, vehicle: { vin, plate } }: Opening): VehicleIdentity {
  return { vehicleId, vin, plate };
}

function partyFrom({ appointment, customer }: Known): Party {
  const booked = appointment?.party;
  const name = customer?.name || booked?.name || '';
  if (!isGiven(name)) {
    const description = 'is required: neither crm nor an appointment has the customer';
    throw new Invalid([{ field: 'party', description, reason: 'PARTY_MISSING' }]);
  }
  const contact = customer?.contacts.find(({ roles }) => roles.includes('driver')) ?? customer?.contacts[0];
  return {
    name,
    contactName: booked?.contactName || contact?.name || '',
    phone: (isPhoneGiven(booked?.callBackNumber) && booked?.callBackNumber) || contact?.phone || '',
    email: booked?.email || contact?.email || '',
    address: customer?.address ?? '',
    taxNumber: customer?.taxNumber ?? '',
    language: customer?.language || booked?.language || '',
  };
}

function partyOf({ name, contactName, phone, email, address, taxNumber, language }: Party): Party {
  return { name, contactName, phone, email, address, taxNumber, language };
}

/** Contacts from the customer's record or, if it cannot be read, from the appointment. */
function contactsFrom({ appointment, customer }: Known): CustomerContacts | null {
  if (customer) return contactsOf(customer.contacts, customer.currency);
  return appointment?.customerCurrency ? contactsOf(appointment.contacts, appointment.customerCurrency) : null;
}
