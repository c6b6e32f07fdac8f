import { checkVin, Invalid, type CustomerContacts, type SignerContact } from '@waystation/model';
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
 * @param language that a customer is spoken to in of whom nothing else is known
 * @throws Invalid for a VIN that can't be one
 */
export function wishOf(typed: TypedWish, { customer, vehicle }: Files, language: string): Wish {
  const { customerId, vehicleId, party = nobody, odometerKm, wishedAt } = typed;
  const contact = customer?.contacts.find(({ phone }) => phone !== '') ?? customer?.contacts[0];
  // Who is named by the caller is not the contact of the files, and neither is the number.
  const isContact = party.contactName === '' && party.callBackNumber === '';
  return {
    customerId: customerId || null,
    vehicleId: vehicleId || null,
    party: {
      name: party.name || (customer?.name ?? ''),
      contactName: party.contactName || (isContact && customer?.kind === 'fleet' ? (contact?.name ?? '') : ''),
      callBackNumber: party.callBackNumber || (contact?.phone ?? ''),
      email: party.email || (isContact ? (contact?.email ?? '') : ''),
      language: party.language || customer?.language || language,
    },
    contacts: customer ? contactsOf(customer) : null,
    vin: vinOf(typed.vin || (vehicle?.vin ?? '')),
    plate: typed.plate || (vehicle?.plate ?? ''),
    model: typed.model || (vehicle?.model ?? ''),
    odometerKm: odometerKm || (vehicle?.odometerKm ?? 0),
    wishedAt: wishedAt ?? null,
  };
}

function contactsOf({ contacts, currency }: CustomerFile): CustomerContacts {
  const named = contacts.map(({ contactId, name, roles, mayApprove, approvalLimitMinor }) => ({
    contactId,
    name,
    roles,
    mayApprove,
    approvalLimitMinor: String(approvalLimitMinor),
  }));
  return { currency, contacts: named };
}

/** As it is kept. Empty where none was said. */
function vinOf(typed: string): string {
  if (typed.trim() === '') return '';
  const { vin, verdict, reason, suggestion } = checkVin(typed);
  if (verdict !== 'rejected') return vin;
  const description = suggestion ? `is no VIN; ${suggestion} would be one` : 'is no VIN';
  throw new Invalid([{ field: 'vin', description, reason: reason! }]);
}
