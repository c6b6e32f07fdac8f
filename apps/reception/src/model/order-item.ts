import type { AppointedOperation, AppointedPart } from '@waystation/contracts/appointments/v1/events';
import type { LabourOperationState } from '@waystation/contracts/network/v1/state';
import type { OrderedItem, OrderedOperation } from '@waystation/contracts/reception/v1/events';
import { addDecimals, formatDecimal, parseDecimal } from '@waystation/model';

/** A labour operation as it was published when it went on the order. */
export interface OrderOperation extends OrderedOperation {
  /** Kind of work whose hourly price counts: mechanical, electrical, body ... */
  rateKind: string;
  guaranteeClass: string;
  descriptionEn: string;
  descriptionZh: string;
}

export interface OrderPart {
  partNumber: string;
  /** Decimal number in the part's unit. */
  quantity: string;
  /** As documents name it. */
  description: string;
}

/** A repair item. Its words of correction lie apart, encrypted. */
export interface OrderItem {
  itemId: string;
  /** `proposed` until the concern is diagnosed for which it was planned, then `ordered`. */
  status: 'proposed' | 'ordered';
  workKind: string;
  guaranteeClass: string;
  payer: string;
  /** Of the claim, campaign or contract that pays. */
  coverageReference: string;
  /** Empty: none. */
  concernId: string;
  /** Code; empty: not known. */
  cause: string;
  operations: OrderOperation[];
  parts: OrderPart[];
  /** Codes of published fees. */
  fees: string[];
}

/** From the greatest. */
const guaranteeClasses = ['major', 'second_level', 'minor'] as const;

/** The class of an item of several operations: the greatest of theirs, `minor` where none says one. */
export function guaranteeClassOf(operations: readonly OrderOperation[]): string {
  const said = operations.map(({ guaranteeClass }) => guaranteeClass);
  return guaranteeClasses.find((each) => said.includes(each)) ?? said.find((each) => each !== '') ?? 'minor';
}

/** A published operation, as it is ordered. */
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

/** What an appointment plans, as items that wait for a diagnosis: one for each concern and kind of work. */
export function proposals(
  planned: readonly AppointedOperation[],
  parts: readonly AppointedPart[],
  published: readonly OrderOperation[],
  newId: () => string,
): OrderItem[] {
  const groups = [...Map.groupBy(planned, ({ concernId, workKind }) => `${concernId} ${workKind}`).values()];
  const taken = new Set<string>();
  return groups.map((group) => {
    const { concernId, workKind } = group[0]!;
    const operations = group.map((each) => published.find(({ code }) => code === each.code) ?? unpublished(each));
    // All parts of a concern go with the first work that is planned for it.
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

/** What is known of an operation whose publication has not arrived here yet. */
function unpublished({ code, labourMinutes, skill, workKind }: AppointedOperation): OrderOperation {
  const nothing = { mandatorySafety: [], advisedSafety: [], tools: [], manualReference: '' };
  const description = { descriptionEn: '', descriptionZh: '', guaranteeClass: '' };
  return { code, labourMinutes, skill, rateKind: workKind, ...nothing, ...description };
}

/** An item as events and other services are told of it. */
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

/** Whether there is anything to be done or charged. */
export function hasWork({ operations, parts, fees }: OrderItem): boolean {
  return operations.length + parts.length + fees.length > 0;
}

/** Items as the workshop plans them: those that it has a part in. */
export function toPlan(items: readonly OrderItem[]): OrderedItem[] {
  return items.filter(({ status, operations }) => status === 'ordered' && operations.length > 0).map(orderedItem);
}

/** Codes of the fees of all items, each once. */
export function feesWanted(items: readonly OrderItem[]): string[] {
  return [...new Set(items.flatMap(({ fees }) => fees))];
}

/** Parts of all items, each number once. */
export function partsWanted(items: readonly OrderItem[]): { partNumber: string; quantity: string }[] {
  const parts = items.filter(({ status }) => status === 'ordered').flatMap((item) => item.parts);
  const grouped = Map.groupBy(parts, ({ partNumber }) => partNumber);
  return [...grouped].map(([partNumber, group]) => ({ partNumber, quantity: sumOf(group) }));
}

function sumOf(parts: readonly OrderPart[]): string {
  return formatDecimal(parts.map(({ quantity }) => parseDecimal(quantity)).reduce(addDecimals));
}

/** A part as the catalogue describes it. */
export interface CataloguePart {
  description: string;
  unit: string;
}

/**
 * What is priced of an item: labour by the rate of each operation's own kind of work, parts and fees once.
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

/** Lines that an item takes on the order's document. */
export function linesOf({ operations, parts, fees }: OrderItem): number {
  return operations.length + parts.length + fees.length;
}
