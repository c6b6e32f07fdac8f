import type { LabourOperationState } from '@waystation/contracts/network/v1/state';
import { NotFound } from '@waystation/model';

/** A customer as he was known when the appointment was made. */
export interface Party {
  name: string;
  /** Who calls or comes; empty for a person. */
  contactName: string;
  callBackNumber: string;
  email: string;
  /** Such as `zh` or `en`. */
  language: string;
}

export interface PlannedPart {
  partNumber: string;
  /** Decimal number in the part's unit. */
  quantity: string;
}

/** What a concern may be, and what is planned for it. */
export interface Diagnosis {
  concernId: string;
  /** Code; empty where none is asked for. */
  suspectedCause: string;
  remedy: string;
  /** Codes of operations. */
  operations: string[];
  parts: PlannedPart[];
}

/** Something that the customer wants looked at, and what was thought of it. */
export interface Concern extends Diagnosis {
  /** `fault`, `maintenance` or `recall`. */
  kind: string;
  /** His own. */
  description: string;
}

export interface PlannedOperation {
  concernId: string;
  code: string;
  /** As jobs are told apart by: `repair`, `diagnosis`, `maintenance`, `recall`, `body`. */
  workKind: string;
  /** Kind of work that its labour has a rate by. */
  rateKind: string;
  labourMinutes: number;
  skill: string;
}

/** What is asked of a published operation. */
export type PublishedOperation = Pick<LabourOperationState, 'operation' | 'workKind' | 'labourMinutes' | 'skill'>;

/** What a slot has to be. */
export interface SlotNeed {
  workKind: string;
  skill: string;
  minutes: number;
}

/** Something to be priced. */
export interface Wanted {
  itemId: string;
  workKind: string;
  payer: string;
  operations: { code: string; description: string; labourMinutes: number }[];
  parts: { partNumber: string; description: string; quantity: string }[];
}

/** What the wanted comes to. */
export interface Reckoned {
  currency: string;
  labourMinutes: number;
  lines: readonly { priceList: string }[];
  totals: readonly { payer: string; netMinor: bigint; taxMinor: bigint; amountMinor: bigint }[];
  missing: readonly { code: string }[];
}

/**
 * The operations that are planned for the concerns, as they are published.
 *
 * @throws NotFound for a code that none in force has
 */
export function planOf(concerns: readonly Concern[], published: readonly PublishedOperation[]): PlannedOperation[] {
  return concerns.flatMap(({ concernId, kind, operations }) =>
    operations.map((code): PlannedOperation => {
      const found = published.find(({ operation }) => operation === code);
      if (!found) throw new NotFound('labour operation', code);
      const { workKind: rateKind, labourMinutes, skill } = found;
      return { concernId, code, workKind: workKindOf(kind, rateKind), rateKind, labourMinutes, skill };
    }),
  );
}

function workKindOf(concernKind: string, rateKind: string): string {
  if (concernKind === 'recall') return 'recall';
  return ['diagnosis', 'maintenance', 'body'].includes(rateKind) ? rateKind : 'repair';
}

// As workshop.FindSlots takes them.
const shortestMinutes = 15;
const longestMinutes = 24 * 60;

/** Bay and technician are sought for the longest of the operations, and the time for all of them. */
export function slotNeedOf(operations: readonly PlannedOperation[]): SlotNeed {
  const [longest] = operations.toSorted((a, b) => b.labourMinutes - a.labourMinutes);
  const minutes = operations.reduce((sum, { labourMinutes }) => sum + labourMinutes, 0);
  return {
    workKind: longest?.workKind ?? 'diagnosis',
    skill: longest?.skill ?? '',
    minutes: Math.min(Math.max(minutes, shortestMinutes), longestMinutes),
  };
}

/** The manufacturer pays for a recall, so its price is not explained to the customer. */
export function wantedOf(concerns: readonly Concern[], operations: readonly PlannedOperation[]): Wanted[] {
  return concerns.flatMap(({ concernId, kind, parts }): Wanted[] => {
    const about = { itemId: concernId, payer: kind === 'recall' ? 'campaign' : customer };
    const own = operations.filter((operation) => operation.concernId === concernId);
    return [
      ...own.map(({ code, rateKind, labourMinutes }) => ({
        ...about,
        workKind: rateKind,
        operations: [{ code, description: '', labourMinutes }],
        parts: [],
      })),
      ...(parts.length > 0
        ? [{ ...about, workKind: '', operations: [], parts: parts.map((part) => ({ ...part, description: '' })) }]
        : []),
    ];
  });
}

/** Payer of the work whose price is explained. */
export const customer = 'customer';
