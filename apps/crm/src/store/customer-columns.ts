import { decrypted, selectOf, type RowOf } from '@waystation/store';
import { customerMapping } from './customer.mapping.ts';

/** What a list says of a customer. */
export const customerColumns = selectOf(customerMapping, 'id, kind, name, language, contacts');

export type CustomerLine = RowOf<typeof customerColumns>;

/** The line as messages hold it. */
export function readableLine({ id, kind, name, language, contacts }: CustomerLine) {
  return { customerId: id, kind, name: decrypted(name), language, contacts: decrypted(contacts).length };
}
