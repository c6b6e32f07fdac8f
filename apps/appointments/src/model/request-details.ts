import type { StationState } from '@waystation/contracts/network/v1/state';
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

/** Customer's data at the time of booking. */
export interface Party {
  name: string;
  /** Person who calls or comes; empty if the customer is a person. */
  contactName: string;
  callBackNumber: string;
  email: string;
  /** Such as `zh` or `en`. */
  language: string;
}

/** Customer, vehicle and wished time of an appointment. */
export interface RequestDetails {
  /** Null: the station has no record of the customer yet. */
  customerId: string | null;
  vehicleId: string | null;
  party: Party;
  /** Null: the customer's record was not read. */
  contacts: CustomerContacts | null;
  vin: string;
  plate: string;
  /** Search index of the plate; null: not given yet. */
  plateIndex: Uint8Array | null;
  /** Search index of the call-back number. */
  callBackIndex: Uint8Array | null;
  model: string;
  /** 0: not given yet. */
  odometerKm: number;
  /** Null: not given yet. */
  preferredAt: Date | null;
}

/** RequestDetails without its search indexes. */
export interface PlainRequestDetails extends Omit<RequestDetails, 'plateIndex' | 'callBackIndex'> {
  /** Call-back number in E.164; empty: missing or unreadable. */
  callBackNumber: string;
}

/** Defaults of the station for facts that were not given. */
export interface StationDefaults {
  /** Language for a customer without a known language. */
  language: string;
  /** Country of phone numbers without a country code. */
  country: string | undefined;
}

export function defaultsOf(station: StationState): StationDefaults {
  return { language: station.language, country: phoneCountryOf(station) };
}

/** @throws Refused for a station that takes no new visits */
export function mustTakeVisits({ status }: Pick<StationState, 'status'>): void {
  if (status !== 'open') throw new Refused('STATION_ACCEPTS_NO_VISITS', { status });
}

/** RequestDetails as typed; empty fields were not given. */
export interface TypedRequest {
  customerId: string;
  vehicleId: string;
  party?: Party | undefined;
  vin: string;
  plate: string;
  model: string;
  odometerKm: number;
  preferredAt?: Date | undefined;
}

/** Customer's record. */
export interface CustomerRecord {
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

/** Vehicle's record. */
export interface VehicleRecord {
  vin: string;
  plate: string;
  model: string;
  odometerKm: number;
}

/** Records that were found. */
export interface KnownRecords {
  customer?: CustomerRecord | undefined;
  vehicle?: VehicleRecord | undefined;
}

const nobody: Party = { name: '', contactName: '', callBackNumber: '', email: '', language: '' };

/** True if the vehicle's record is needed to complete the request. */
export function lacksVehicle({ vehicleId, vin, plate, model, odometerKm }: TypedRequest): boolean {
  return vehicleId !== '' && ([vin, plate, model].includes('') || odometerKm === 0);
}

/**
 * Completes the typed request from the records.
 *
 * @throws Invalid for an invalid VIN, plate or phone number
 */
export function requestDetailsOf(
  typed: TypedRequest,
  { customer, vehicle }: KnownRecords,
  { language, country }: StationDefaults,
): PlainRequestDetails {
  const { customerId, vehicleId, party = nobody, odometerKm, preferredAt } = typed;
  const contact = customer?.contacts.find(({ phone }) => isPhoneGiven(phone)) ?? customer?.contacts[0];
  // A person or number that the caller gives replaces the contact of the record.
  const isContact = !isGiven(party.contactName) && !isPhoneGiven(party.callBackNumber);
  const called = phoneFrom(party.callBackNumber, country, 'party.call_back_number');
  const callBackNumber = party.callBackNumber || (contact?.phone ?? '');
  return {
    customerId: customerId || null,
    vehicleId: vehicleId || null,
    party: {
      name: stated(party.name, customer?.name),
      contactName: party.contactName || (isContact && customer?.kind === 'fleet' ? (contact?.name ?? '') : ''),
      callBackNumber,
      email: party.email || (isContact ? (contact?.email ?? '') : ''),
      language: party.language || customer?.language || language,
    },
    callBackNumber: (called ?? readPhone(callBackNumber, country))?.number ?? '',
    contacts: customer ? contactsOf(customer.contacts, customer.currency) : null,
    vin: vinFrom(typed.vin || (vehicle?.vin ?? '')),
    plate: plateFrom(typed.plate)?.plate ?? vehicle?.plate ?? '',
    model: stated(typed.model, vehicle?.model),
    odometerKm: odometerKm || (vehicle?.odometerKm ?? 0),
    preferredAt: preferredAt ?? null,
  };
}

/** Typed text or, without one, the text of the record. */
function stated(typed: string, known: string | undefined): string {
  return isGiven(typed) ? typed : (known ?? '');
}

/** VIN in its stored form; empty without a VIN. @throws Invalid for an invalid VIN */
export function vinFrom(typed: string): string {
  return isGiven(typed) ? mustBeVin(typed).vin : '';
}
