import type { OrderedItem, OrderedOperation } from '@waystation/contracts/reception/v1/events';
import type { JobStatus } from './job-steps.ts';

/** Repair item without its parts, which concern the parts store only. */
export type OrderedWork = Omit<OrderedItem, 'parts'>;

export type JobOperation = Pick<OrderedOperation, 'code' | 'labourMinutes' | 'skill' | 'tools' | 'manualReference'>;

/** Scope and terms of one repair item, as the customer agreed to them. */
export interface AgreedWork {
  workKind: string;
  guaranteeClass: string;
  payer: string;
  operations: JobOperation[];
  labourMinutes: number;
  mandatorySafety: string[];
  advisedSafety: string[];
  /** Concern of the customer that the item answers; null if none. */
  concernId: string | null;
  /** Code of the cause; empty if unknown. */
  cause: string;
  /** Item that this one reworks; null if it is no rework. */
  reworksItemId: string | null;
}

export function agreedWork({ operations, ...item }: OrderedWork): AgreedWork {
  return {
    workKind: item.workKind,
    guaranteeClass: item.guaranteeClass,
    payer: item.payer,
    operations: operations.map(({ code, labourMinutes, skill, tools, manualReference }) => ({
      code,
      labourMinutes,
      skill,
      tools,
      manualReference,
    })),
    labourMinutes: operations.reduce((sum, { labourMinutes }) => sum + labourMinutes, 0),
    mandatorySafety: [...new Set(operations.flatMap(({ mandatorySafety }) => mandatorySafety))],
    advisedSafety: [...new Set(operations.flatMap(({ advisedSafety }) => advisedSafety))],
    concernId: item.concernId || null,
    cause: item.cause,
    reworksItemId: item.reworksItemId || null,
  };
}

/** Agreed work in the form of events, where a missing id is an empty string. */
export function agreedFacts(agreed: AgreedWork) {
  const { workKind, guaranteeClass, payer, operations, labourMinutes, mandatorySafety, advisedSafety, cause } = agreed;
  const ids = { concernId: agreed.concernId ?? '', reworksItemId: agreed.reworksItemId ?? '' };
  return { workKind, guaranteeClass, payer, operations, labourMinutes, mandatorySafety, advisedSafety, cause, ...ids };
}

// Keys are built from lists, because the database reorders the keys of stored objects.

/** Key of the work; equal for two agreements on the same work. */
export function scopeKey({ workKind, mandatorySafety, advisedSafety, operations }: AgreedWork): string {
  const each = operations.map(({ code, labourMinutes, skill, tools, manualReference }) => [
    code,
    labourMinutes,
    skill,
    tools,
    manualReference,
  ]);
  return JSON.stringify([workKind, mandatorySafety, advisedSafety, each]);
}

/** Key of the terms of the work; equal for two agreements on the same terms. */
export function termsKey({ payer, guaranteeClass, concernId, cause, reworksItemId }: AgreedWork): string {
  return JSON.stringify([payer, guaranteeClass, concernId, cause, reworksItemId]);
}

/** Step that brings a job in line with an order; undefined if nothing changes for it. */
export function verbToFollow(status: JobStatus, change: { ofWork: boolean; ofTerms: boolean }) {
  if (status === 'planned') return 'authorise' as const;
  if (status === 'withdrawn') return 'restore' as const;
  if (change.ofWork && status === 'finished') return 'reopen' as const;
  return change.ofWork || change.ofTerms ? ('change' as const) : undefined;
}
