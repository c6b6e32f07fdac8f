import type { LabourOperationState } from '@waystation/contracts/network/v1/state';
import { NotFound } from '@waystation/model';
import type { Concerns } from './concerns.ts';

export interface PlannedOperation {
  concernId: string;
  code: string;
  /** Kind of the workshop's job: `repair`, `diagnosis`, `maintenance`, `recall`, `body`. */
  workKind: string;
  /** Kind of work that decides its labour rate. */
  rateKind: string;
  labourMinutes: number;
  skill: string;
}

/** Facts of a published operation that a plan uses. */
export type PublishedOperation = Pick<LabourOperationState, 'operation' | 'workKind' | 'labourMinutes' | 'skill'>;

/** Requirements for a slot. */
export interface SlotRequirement {
  workKind: string;
  skill: string;
  minutes: number;
}

/** Work or parts to be priced. */
export interface ItemToEstimate {
  itemId: string;
  workKind: string;
  payer: string;
  operations: { code: string; description: string; labourMinutes: number }[];
  parts: { partNumber: string; description: string; quantity: string }[];
}

/** Prices of the wanted work and parts. */
export interface Priced {
  currency: string;
  labourMinutes: number;
  lines: readonly { priceList: string }[];
  totals: readonly { payer: string; netMinor: bigint; taxMinor: bigint; amountMinor: bigint }[];
  missing: readonly { code: string }[];
}

/**
 * Operations planned for the concerns, with their published facts.
 *
 * @throws NotFound for a code without an operation in force
 */
export function planOf(concerns: Concerns, published: readonly PublishedOperation[]): PlannedOperation[] {
  return concerns.flatMap(({ concernId, kind, operations }) =>
    operations.map((code): PlannedOperation => {
      const found = published.find(({ operation }) => operation === code);
      if (!found) throw new NotFound('labour operation', code);
      const { workKind: rateKind, labourMinutes, skill } = found;
      return { concernId, code, workKind: workKindOf({ concernKind: kind, rateKind }), rateKind, labourMinutes, skill };
    }),
  );
}

function workKindOf({ concernKind, rateKind }: { concernKind: string; rateKind: string }): string {
  if (concernKind === 'recall') return 'recall';
  return ['diagnosis', 'maintenance', 'body'].includes(rateKind) ? rateKind : 'repair';
}

/** Planned operation in the form of events. */
export function operationFacts({ concernId, workKind, code, labourMinutes, skill }: PlannedOperation) {
  return { concernId, workKind, code, labourMinutes, skill };
}

// Limits of workshop.FindSlots.
const shortestMinutes = 15;
const longestMinutes = 24 * 60;

/** Requirements of all operations together: bay and skill are those of the longest operation. */
export function slotRequirementOf(operations: readonly PlannedOperation[]): SlotRequirement {
  const [longest] = operations.toSorted((a, b) => b.labourMinutes - a.labourMinutes);
  const minutes = operations.reduce((sum, { labourMinutes }) => sum + labourMinutes, 0);
  return {
    workKind: longest?.workKind ?? 'diagnosis',
    skill: longest?.skill ?? '',
    minutes: Math.min(Math.max(minutes, shortestMinutes), longestMinutes),
  };
}

/** Work and parts of all concerns. The manufacturer pays for a recall, so its price is not explained to the customer. */
export function itemsToEstimate(concerns: Concerns, operations: readonly PlannedOperation[]): ItemToEstimate[] {
  return concerns.flatMap(({ concernId, kind, parts }): ItemToEstimate[] => {
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
