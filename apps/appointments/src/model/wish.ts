import {
  contactsOf,
  isGiven,
  isPhoneGiven,
  mustBeVin,
  phoneCountryOf,
  phoneFrom,
  plateFrom,
  readPhone,
  Refused,
  type CustomerContacts,
  type SignerContact,
} from '@waystation/model';
import type { StationState } from '@waystation/contracts/network/v1/state';
import type { Party } from './plan.ts';

/** What is known of whom and what an appointment is for. */
export interface Wish {
  /** Null: not known to the station's files yet. */
  customerId: string | null;
  vehicleId: string | null;
  party: Party;
  /** Null: the customer's record was not read. */
  contacts: CustomerContacts | null;
  vin: string;
  plate: string;
  /** What stands for the plate, by which the appointment is found; null: not said yet. */
  plateIndex: Uint8Array | null;
  /** What stands for the number to call back. */
  callBackIndex: Uint8Array | null;
  model: string;
  /** 0: not said yet. */
  odometerKm: number;
  /** Null: not said yet. */
  wishedAt: Date | null;
}

/** A wish before what it is found by is made of it. */
export interface SaidWish extends Omit<Wish, 'plateIndex' | 'callBackIndex'> {
  /** Number to call back, as E.164 writes it; empty: none, or none that can be read. */
  callBackNumber: string;
}

/** What of the station fills in what was not said. */
export interface Customs {
  /** That a customer is spoken to in of whom nothing else is known. */
  language: string;
  /** That numbers without a country code are dialled in. */
  country: string | undefined;
}

export function customsOf(station: StationState): Customs {
  return { language: station.language, country: phoneCountryOf(station) };
}

/** @throws Refused for a station that takes no new visits */
export function mustTakeVisits({ status }: Pick<StationState, 'status'>): void {
  if (status !== 'open') throw new Refused('STATION_OPENS_NO_VISITS', { status });
}

/** As it was said; what is empty was not. */
export interface TypedWish {
  customerId: string;
  vehicleId: string;
  party?: Party | undefined;
  vin: string;
  plate: string;
  model: string;
  odometerKm: number;
  wishedAt?: Date | undefined;
}

/** What the files say of a customer. */
export interface CustomerFile {
  kind: string;
  name: string;
  language: string;
  currency: string;
  contacts: readonly (Omit<SignerContact, 'approvalLimitMinor'> & {
    phone: string;
    email: string;
    approvalLimitMinor: bigint;
  })[];
}

/** What the files say of a truck. */
export interface VehicleFile {
  vin: string;
  plate: string;
  model: string;
  odometerKm: number;
}

/** What of the files could be asked. */
export interface Files {
  customer?: CustomerFile | undefined;
  vehicle?: VehicleFile | undefined;
}

const nobody: Party = { name: '', contactName: '', callBackNumber: '', email: '', language: '' };

/** Whether the files are to be asked for the truck. */
export function lacksVehicle({ vehicleId, vin, plate, model, odometerKm }: TypedWish): boolean {
  return vehicleId !== '' && ([vin, plate, model].includes('') || odometerKm === 0);
}

/**
 * What was said, and where nothing was, what the files say.
 *
 * @throws Invalid for a VIN, a plate or a phone number that can't be one
 */
export function wishOf(typed: TypedWish, { customer, vehicle }: Files, { language, country }: Customs): SaidWish {
  const { customerId, vehicleId, party = nobody, odometerKm, wishedAt } = typed;
  const contact = customer?.contacts.find(({ phone }) => isPhoneGiven(phone)) ?? customer?.contacts[0];
  // Who is named by the caller is not the contact of the files, and neither is the number.
  const isContact = !isGiven(party.contactName) && !isPhoneGiven(party.callBackNumber);
  const called = phoneFrom(party.callBackNumber, country, 'party.call_back_number');
  const callBackNumber = party.callBackNumber || (contact?.phone ?? '');
  return {
    customerId: customerId || null,
    vehicleId: vehicleId || null,
    party: {
      name: said(party.name, customer?.name),
      contactName: party.contactName || (isContact && customer?.kind === 'fleet' ? (contact?.name ?? '') : ''),
      callBackNumber,
      email: party.email || (isContact ? (contact?.email ?? '') : ''),
      language: party.language || customer?.language || language,
    },
    callBackNumber: (called ?? readPhone(callBackNumber, country))?.number ?? '',
    contacts: customer ? contactsOf(customer.contacts, customer.currency) : null,
    vin: vinFrom(typed.vin || (vehicle?.vin ?? '')),
    plate: plateFrom(typed.plate)?.plate ?? vehicle?.plate ?? '',
    model: said(typed.model, vehicle?.model),
    odometerKm: odometerKm || (vehicle?.odometerKm ?? 0),
    wishedAt: wishedAt ?? null,
  };
}

/** The typed text if it says something, otherwise the text of the files. */
function said(typed: string, known: string | undefined): string {
  return isGiven(typed) ? typed : (known ?? '');
}

/** As it is kept. Empty where none was said. @throws Invalid for what can't be one */
export function vinFrom(typed: string): string {
  return isGiven(typed) ? mustBeVin(typed).vin : '';
}
