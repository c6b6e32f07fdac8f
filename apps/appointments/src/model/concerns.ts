import { NotFound } from '@waystation/model';

export interface PlannedPart {
  partNumber: string;
  /** Decimal number in the part's unit. */
  quantity: string;
}

/** Concern as stated by the customer. */
export interface StatedConcern {
  concernId: string;
  /** `fault`, `maintenance` or `recall`. */
  kind: string;
  /** Text in the customer's own words. */
  description: string;
}

/** Likely cause of a concern, and the work planned for it. */
export interface Diagnosis {
  concernId: string;
  /** Code; empty if none is required. */
  suspectedCause: string;
  remedy: string;
  /** Codes of operations. */
  operations: string[];
  parts: PlannedPart[];
}

export interface Concern extends StatedConcern, Diagnosis {}

/** Concerns of one appointment, in the order in which the customer stated them. */
export type Concerns = readonly Concern[];

export const Concerns = {
  /** Replaces the concerns with those stated now; a concern that keeps its id keeps its diagnosis. */
  restate(concerns: Concerns, stated: readonly StatedConcern[]): Concerns {
    const before = new Map(concerns.map((concern) => [concern.concernId, concern]));
    return stated.map(({ concernId, kind, description }) => {
      const diagnosis = before.get(concernId) ?? { suspectedCause: '', remedy: '', operations: [], parts: [] };
      return { ...diagnosis, concernId, kind, description };
    });
  },

  /** @throws NotFound for a diagnosis of another concern */
  diagnose(concerns: Concerns, diagnoses: readonly Diagnosis[]): Concerns {
    for (const { concernId } of diagnoses) Concerns.mustHave(concerns, concernId);
    return concerns.map((concern) => {
      const found = diagnoses.find(({ concernId }) => concernId === concern.concernId);
      return found ? { ...concern, ...found } : concern;
    });
  },

  /** True if the planned work still fits: no concern was removed or changed its kind. */
  keepPlan(before: Concerns, after: Concerns): boolean {
    return before.every(({ concernId, kind }) => after.find((each) => each.concernId === concernId)?.kind === kind);
  },

  has(concerns: Concerns, concernId: string): boolean {
    return concerns.some((concern) => concern.concernId === concernId);
  },

  /** @throws NotFound */
  mustHave(concerns: Concerns, concernId: string): void {
    if (!Concerns.has(concerns, concernId)) throw new NotFound('concern', concernId);
  },

  /** Codes of the planned operations, without duplicates. */
  operationCodes(concerns: Concerns): string[] {
    return [...new Set(concerns.flatMap(({ operations }) => operations))];
  },

  /** Planned parts, each with its concern. */
  parts(concerns: Concerns): (PlannedPart & { concernId: string })[] {
    return concerns.flatMap(({ concernId, parts }) => parts.map((part) => ({ concernId, ...part })));
  },
};

/** Diagnosis for events, without the remedy, which is free text. */
export function diagnosisFacts({ concernId, suspectedCause, operations }: Diagnosis) {
  return { concernId, suspectedCause, operations };
}
