import { decrypted, selectOf, type RowOf } from '@waystation/store';
import { customerMapping } from './customer.mapping.ts';

/** Columns of a customer in lists. */
export const customerColumns = selectOf(customerMapping, 'id, kind, name, language, contacts');

export type CustomerLine = RowOf<typeof customerColumns>;

/** Decrypted line for the answer. */
export function readableLine({ id, kind, name, language, contacts }: CustomerLine) {
  return { customerId: id, kind, name: decrypted(name), language, contacts: decrypted(contacts).length };
}
