import type { AppointmentOperation, AppointmentPart } from '@waystation/contracts/appointments/v1/events';
import type { LabourOperationState } from '@waystation/contracts/network/v1/state';
import type { OrderedItem, OrderedOperation } from '@waystation/contracts/reception/v1/events';
import { addDecimals, formatDecimal, parseDecimal } from '@waystation/model';

/** Labour operation with the facts published at the time of ordering. */
export interface OrderOperation extends OrderedOperation {
  /** Kind of work that decides the hourly rate: mechanical, electrical, body ... */
  rateKind: string;
  guaranteeClass: string;
  descriptionEn: string;
  descriptionZh: string;
}

export interface OrderPart {
  partNumber: string;
  /** Decimal number in the part's unit. */
  quantity: string;
  /** Name on documents. */
  description: string;
}

/** Repair item. The description of its correction is stored separately, encrypted. */
export interface OrderItem {
  itemId: string;
  /** `proposed` until its concern is diagnosed, then `ordered`. */
  status: 'proposed' | 'ordered';
  workKind: string;
  guaranteeClass: string;
  payer: string;
  /** Reference of the claim, campaign or contract that pays. */
  coverageReference: string;
  /** Empty: none. */
  concernId: string;
  /** Code; empty: unknown. */
  cause: string;
  operations: OrderOperation[];
  parts: OrderPart[];
  /** Codes of published fees. */
  fees: string[];
}

/** Guarantee classes, greatest first. */
const guaranteeClasses = ['major', 'second_level', 'minor'] as const;

/** Guarantee class of an item: the greatest class of its operations, `minor` if they have none. */
export function guaranteeClassOf(operations: readonly OrderOperation[]): string {
  const stated = operations.map(({ guaranteeClass }) => guaranteeClass);
  return guaranteeClasses.find((each) => stated.includes(each)) ?? stated.find((each) => each !== '') ?? 'minor';
}

/** Ordered operation with its published facts. */
export function orderedOperation(published: LabourOperationState): OrderOperation {
  const { operation, workKind, labourMinutes, skill, tools, manualReference, guaranteeClass } = published;
  const { safetyConfirmations, descriptionEn, descriptionZh } = published;
  const codes = (mandatory: boolean) =>
    safetyConfirmations.filter((each) => each.mandatory === mandatory).map(({ code }) => code);
  return {
    code: operation,
    labourMinutes,
    skill,
    tools,
    manualReference,
    mandatorySafety: codes(true),
    advisedSafety: codes(false),
    rateKind: workKind,
    guaranteeClass,
    descriptionEn,
    descriptionZh,
  };
}

/** Proposed items from the plan of an appointment: one for each concern and kind of work. */
export function proposals(
  planned: readonly AppointmentOperation[],
  parts: readonly AppointmentPart[],
  published: readonly OrderOperation[],
  newId: () => string,
): OrderItem[] {
  const groups = [...Map.groupBy(planned, ({ concernId, workKind }) => `${concernId} ${workKind}`).values()];
  const taken = new Set<string>();
  return groups.map((group) => {
    const { concernId, workKind } = group[0]!;
    const operations = group.map((each) => published.find(({ code }) => code === each.code) ?? unpublished(each));
    // All parts of a concern go on its first item.
    const own = taken.has(concernId) ? [] : parts.filter((part) => part.concernId === concernId);
    taken.add(concernId);
    return {
      itemId: newId(),
      status: 'proposed' as const,
      workKind,
      guaranteeClass: guaranteeClassOf(operations),
      payer: 'customer',
      coverageReference: '',
      concernId,
      cause: '',
      operations,
      parts: own.map(({ partNumber, quantity }) => ({ partNumber, quantity, description: '' })),
      fees: [],
    };
  });
}

/** Planned facts of an operation whose publication has not arrived here yet. */
function unpublished({ code, labourMinutes, skill, workKind }: AppointmentOperation): OrderOperation {
  const nothing = { mandatorySafety: [], advisedSafety: [], tools: [], manualReference: '' };
  const description = { descriptionEn: '', descriptionZh: '', guaranteeClass: '' };
  return { code, labourMinutes, skill, rateKind: workKind, ...nothing, ...description };
}

/** Item in the form of events and of requests to other services. */
export function orderedItem(item: OrderItem): OrderedItem {
  const { itemId, workKind, guaranteeClass, payer, concernId, cause } = item;
  return {
    itemId,
    workKind,
    guaranteeClass,
    payer,
    concernId,
    cause,
    reworksItemId: '',
    operations: item.operations.map(
      ({ code, labourMinutes, skill, mandatorySafety, advisedSafety, tools, manualReference }) => ({
        code,
        labourMinutes,
        skill,
        mandatorySafety,
        advisedSafety,
        tools,
        manualReference,
      }),
    ),
    parts: item.parts.map(({ partNumber, quantity }) => ({ partNumber, quantity })),
  };
}

/** True if the item has operations, parts or fees. */
export function hasWork({ operations, parts, fees }: OrderItem): boolean {
  return operations.length + parts.length + fees.length > 0;
}

/** Ordered items that the workshop has to plan. */
export function toPlan(items: readonly OrderItem[]): OrderedItem[] {
  return items.filter(({ status, operations }) => status === 'ordered' && operations.length > 0).map(orderedItem);
}

/** Codes of the fees of all items, without duplicates. */
export function feesWanted(items: readonly OrderItem[]): string[] {
  return [...new Set(items.flatMap(({ fees }) => fees))];
}

/** Parts of the ordered items, with one total quantity for each number. */
export function partsWanted(items: readonly OrderItem[]): { partNumber: string; quantity: string }[] {
  const parts = items.filter(({ status }) => status === 'ordered').flatMap((item) => item.parts);
  const grouped = Map.groupBy(parts, ({ partNumber }) => partNumber);
  return [...grouped].map(([partNumber, group]) => ({ partNumber, quantity: sumOf(group) }));
}

function sumOf(parts: readonly OrderPart[]): string {
  return formatDecimal(parts.map(({ quantity }) => parseDecimal(quantity)).reduce(addDecimals));
}

/** Facts of a part in the catalogue. */
export interface CataloguePart {
  description: string;
  unit: string;
}

/**
 * Priced entries of the items: labour at the rate of each operation's kind of work; parts and fees once for each item.
 *
 * @param catalogue parts by number; it may lack some
 */
export function toPrice(items: readonly OrderItem[], language: string, catalogue: ReadonlyMap<string, CataloguePart>) {
  return items.flatMap(({ itemId, payer, operations, parts, fees }) => {
    const labour = operations.map(({ code, labourMinutes, rateKind, descriptionEn, descriptionZh }) => {
      const description = (language.startsWith('zh') ? descriptionZh : descriptionEn) || code;
      return { itemId, payer, workKind: rateKind, operations: [{ code, description, labourMinutes }] };
    });
    const named = parts.map((part) => ({
      ...part,
      description: part.description || catalogue.get(part.partNumber)?.description || part.partNumber,
      unit: catalogue.get(part.partNumber)?.unit ?? '',
    }));
    const others = { itemId, payer, workKind: '', parts: named, fees: fees.map((code) => ({ code })) };
    return [...labour, ...(parts.length + fees.length > 0 ? [others] : [])];
  });
}

/** Number of lines of an item on the order's document. */
export function linesOf({ operations, parts, fees }: OrderItem): number {
  return operations.length + parts.length + fees.length;
}
