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

/** What the advisor says when he opens a visit. What he leaves out is taken from what is known. */
export interface Told {
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

/** What others know. */
export interface Known {
  appointment?: GetAppointmentResponse | undefined;
  /** The appointment, as far as it speaks of the vehicle that came; undefined where another came. */
  booked?: GetAppointmentResponse | undefined;
  customer?: GetCustomerResponse | undefined;
  vehicle?: GetVehicleResponse | undefined;
  /** As it was read at the gate. */
  plate: string;
}

/**
 * Customer, truck and wishes of a visit that begins: what the advisor says goes before crm, and that before the
 * appointment, which was made earlier.
 *
 * @throws Invalid when nobody says who the customer is, or for a VIN or a plate that can't be one
 */
export function openingFrom(told: Told, known: Known): Opening {
  const { appointment, booked, customer, vehicle } = known;
  const { readyBy, loaded, dangerousGoods, driverWaits } = told;
  // A party that was typed is billed as it was typed: at once.
  const terms = told.party ? undefined : customer;
  return {
    customerId: told.customerId || appointment?.customerId || vehicle?.customerId || '',
    vehicleId: told.vehicleId || booked?.vehicleId || '',
    party: told.party ? partyOf(told.party) : partyFrom(known),
    contacts: contactsFrom(known),
    vehicle: {
      vin: (told.vin && mustBeVin(told.vin).vin) || vehicle?.vin || booked?.vin || '',
      plate: plateFrom(told.plate)?.plate || known.plate || vehicle?.plate || booked?.plate || '',
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

/** What the vehicle of a visit that begins is known by. */
export function vehicleOf({ vehicleId, vehicle: { vin, plate } }: Opening): VehicleIdentity {
  return { vehicleId, vin, plate };
}

function partyFrom({ appointment, customer }: Known): Party {
  const booked = appointment?.party;
  const name = customer?.name || booked?.name || '';
  if (!isGiven(name)) {
    const description = 'must be told: neither crm nor an appointment knows it';
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

/** Who may sign, by the customer's record or, where that is away, as the appointment knew it. */
function contactsFrom({ appointment, customer }: Known): CustomerContacts | null {
  if (customer) return contactsOf(customer.contacts, customer.currency);
  return appointment?.customerCurrency ? contactsOf(appointment.contacts, appointment.customerCurrency) : null;
}
