import { isGiven, isPhoneGiven, mustBeVin } from '@waystation/model';
import type { Party } from './plan.ts';

/** What is known of whom and what an appointment is for. */
export interface Wish {
  /** Null: not known to the station's files yet. */
  customerId: string | null;
  vehicleId: string | null;
  party: Party;
  vin: string;
  plate: string;
  model: string;
  /** 0: not said yet. */
  odometerKm: number;
  /** Null: not said yet. */
  wishedAt: Date | null;
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
  contacts: readonly { name: string; phone: string; email: string }[];
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

/** Whether the files are to be asked for the customer. */
export function lacksCustomer({ customerId, party = nobody }: TypedWish): boolean {
  return customerId !== '' && [party.name, party.callBackNumber].includes('');
}

/** Whether the files are to be asked for the truck. */
export function lacksVehicle({ vehicleId, vin, plate, model, odometerKm }: TypedWish): boolean {
  return vehicleId !== '' && ([vin, plate, model].includes('') || odometerKm === 0);
}

/**
 * What was said, and where nothing was, what the files say.
 *
 * @param language that a customer is spoken to in of whom nothing else is known
 * @throws Invalid for a VIN that can't be one
 */
export function wishOf(typed: TypedWish, { customer, vehicle }: Files, language: string): Wish {
  const { customerId, vehicleId, party = nobody, odometerKm, wishedAt } = typed;
  const contact = customer?.contacts.find(({ phone }) => isPhoneGiven(phone)) ?? customer?.contacts[0];
  // Who is named by the caller is not the contact of the files, and neither is the number.
  const isContact = !isGiven(party.contactName) && !isPhoneGiven(party.callBackNumber);
  return {
    customerId: customerId || null,
    vehicleId: vehicleId || null,
    party: {
      name: said(party.name, customer?.name),
      contactName: party.contactName || (isContact && customer?.kind === 'fleet' ? (contact?.name ?? '') : ''),
      callBackNumber: isPhoneGiven(party.callBackNumber) ? party.callBackNumber : (contact?.phone ?? ''),
      email: party.email || (isContact ? (contact?.email ?? '') : ''),
      language: party.language || customer?.language || language,
    },
    vin: vinOf(typed.vin || (vehicle?.vin ?? '')),
    plate: said(typed.plate, vehicle?.plate),
    model: said(typed.model, vehicle?.model),
    odometerKm: odometerKm || (vehicle?.odometerKm ?? 0),
    wishedAt: wishedAt ?? null,
  };
}

/** The typed text if it says something, otherwise the text of the files. */
function said(typed: string, known: string | undefined): string {
  return isGiven(typed) ? typed : (known ?? '');
}

/** As it is kept. Empty where none was said. */
function vinOf(typed: string): string {
  return isGiven(typed) ? mustBeVin(typed).vin : '';
}
