import type { CustomerContacts, RuleId } from '@waystation/model';
import { isUndiagnosed, type Concern } from './concern.ts';
import { hasWork, type OrderItem } from './order-item.ts';

/** Facts of an order that decide if it can be signed. */
export interface OrderToSign {
  items: readonly OrderItem[];
  quote: object | null;
  promise: object | null;
  presentation: object | null;
}

/** Facts of a check-in that decide if the order can be signed. */
export interface CheckInToSign {
  concerns: readonly Concern[];
  sheetCompletedAt: Date | null;
  conditionAt: Date | null;
}

/** Customer and vehicle. */
export interface VisitToShow {
  party: { name: string } | null;
  vehicle: { vin: string; plate: string } | null;
}

/** Customer and vehicle, with the contacts who may sign. */
export interface VisitToSign extends VisitToShow {
  contacts: CustomerContacts | null;
}

/** Missing requirement of the standard for a signature. */
export interface Lacking {
  rule: RuleId;
  requirement: string;
  subject?: string;
}

/** All missing requirements for the customer's signature, at once. */
export function lackingForSigning(order: OrderToSign, checkIn: CheckInToSign, visit: VisitToShow): Lacking[] {
  const { items, quote, promise, presentation } = order;
  const ordered = items.filter(({ status }) => status === 'ordered');
  const of = <T>(rule: RuleId, requirement: string, those: readonly T[], idOf: (each: T) => string): Lacking[] =>
    those.map((each) => ({ rule, requirement, subject: idOf(each) }));
  const itemId = (item: OrderItem) => item.itemId;
  const when = (isMissing: boolean, rule: RuleId, requirement: string): Lacking[] =>
    isMissing ? [{ rule, requirement }] : [];
  return [
    ...when(checkIn.sheetCompletedAt == null, 'REC-D05', 'CHECK_SHEET_MISSING'),
    ...of('REC-D06', 'DIAGNOSIS_MISSING', checkIn.concerns.filter(isUndiagnosed), ({ concernId }) => concernId),
    ...of('REC-D06', 'PROPOSAL_NOT_CONFIRMED', items.filter(isProposal), itemId),
    ...when(checkIn.conditionAt == null, 'REC-D07', 'CONDITION_MISSING'),
    ...of('REC-D08', 'ITEM_WITHOUT_CONCERN', ordered.filter(lacksConcern), itemId),
    ...of('REC-D08', 'ITEM_WITHOUT_CAUSE', ordered.filter(lacksCause), itemId),
    ...when(ordered.length === 0, 'REC-D09', 'ORDER_WITHOUT_ITEMS'),
    ...of(
      'REC-D09',
      'ITEM_WITHOUT_WORK',
      ordered.filter((item) => !hasWork(item)),
      itemId,
    ),
    ...when(!visit.party?.name, 'REC-D09', 'CUSTOMER_NAME_MISSING'),
    ...when(!visit.vehicle?.vin && !visit.vehicle?.plate, 'REC-D09', 'VEHICLE_NOT_IDENTIFIED'),
    ...when(quote == null, 'REC-D11', 'QUOTE_MISSING'),
    ...when(promise == null, 'REC-D11', 'PROMISE_MISSING'),
    ...when(presentation == null, 'REC-D12', 'PRESENTATION_MISSING'),
  ];
}

const isProposal = ({ status }: OrderItem) => status === 'proposed';

/** True if the item lacks a concern; only fees need none. */
export function lacksConcern({ concernId, workKind }: OrderItem): boolean {
  return concernId === '' && workKind !== 'fee';
}

/** True if the item lacks a cause; diagnosis, maintenance and recalls need none. */
export function lacksCause({ cause, workKind }: OrderItem): boolean {
  return cause === '' && ['repair', 'body', 'sublet'].includes(workKind);
}
