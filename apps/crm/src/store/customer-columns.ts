import { decrypted } from '@waystation/store';
import type { Contact } from '../model/contact.ts';

/** What a list says of a customer. */
export const customerColumns = 'id, kind, name, language, contacts';

export interface CustomerLine {
  id: string;
  kind: string;
  name: Uint8Array;
  language: string;
  contacts: Uint8Array;
}

/** The line as messages hold it. */
export function readableLine({ id, kind, name, language, contacts }: CustomerLine) {
  const count = decrypted<Contact[]>(contacts).length;
  return { customerId: id, kind, name: decrypted<string>(name), language, contacts: count };
}
