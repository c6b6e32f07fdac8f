import type { LabourOperationState } from '@waystation/contracts/network/v1/state';
import { Invalid } from '@waystation/model';
import type { Concern } from './concern.ts';
import { guaranteeClassOf, orderedOperation, type OrderItem, type OrderPart } from './order-item.ts';

/** Repair item from a request. */
export interface NewItem {
  /** Empty: none. */
  concernId: string;
  /** Code; empty: cause of the concern. */
  cause: string;
  workKind: string;
  /** Empty: class of the operations. */
  guaranteeClass: string;
  /** Empty: customer. */
  payer: string;
  /** Codes. */
  operations: readonly string[];
  parts: readonly OrderPart[];
  fees: readonly string[];
}

/**
 * Creates an item with the published facts of its operations.
 *
 * @throws NotFound if the visit has no such concern; Invalid for operations that are not published
 */
export function itemFrom(
  itemId: string,
  wanted: NewItem,
  published: readonly LabourOperationState[],
  checkIn: { concernOf(concernId: string): Concern },
): OrderItem {
  const { concernId, workKind, fees } = wanted;
  const unknown = wanted.operations.filter((code) => !published.some(({ operation }) => operation === code));
  if (unknown.length > 0) {
    const description = `are not published: ${unknown.join(', ')}`;
    throw new Invalid([{ field: 'operations', description, reason: 'OPERATION_UNKNOWN' }]);
  }
  const concern = concernId === '' ? undefined : checkIn.concernOf(concernId);
  const operations = wanted.operations.map((code) =>
    orderedOperation(published.find(({ operation }) => operation === code)!),
  );
  return {
    itemId,
    status: 'ordered',
    workKind,
    guaranteeClass: wanted.guaranteeClass || guaranteeClassOf(operations),
    payer: wanted.payer || 'customer',
    coverageReference: '',
    concernId,
    cause: wanted.cause || (concern?.cause ?? ''),
    operations,
    parts: wanted.parts.map(({ partNumber, quantity, description }) => ({ partNumber, quantity, description })),
    fees: [...fees],
  };
}
