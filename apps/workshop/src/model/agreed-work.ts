import type { OrderedItem, OrderedOperation } from '@waystation/contracts/reception/v1/events';
import type { JobStatus } from './job-steps.ts';

/** A repair item as the workshop needs it; its parts concern the parts store only. */
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
  /** Null where it answers no concern of the customer. */
  concernId: string | null;
  /** Code; empty where none is known. */
  cause: string;
  /** Null where it is no rework. */
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

/** The agreed work as events carry it, with empty ids where there are none. */
export function agreedFacts(agreed: AgreedWork) {
  const { workKind, guaranteeClass, payer, operations, labourMinutes, mandatorySafety, advisedSafety, cause } = agreed;
  const ids = { concernId: agreed.concernId ?? '', reworksItemId: agreed.reworksItemId ?? '' };
  return { workKind, guaranteeClass, payer, operations, labourMinutes, mandatorySafety, advisedSafety, cause, ...ids };
}

// Keys are made of lists, since the database orders the keys of stored objects.

/** Key of the work to be done; two agreements on the same work have the same. */
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

/** Key of the terms that the work is done on. */
export function termsKey({ payer, guaranteeClass, concernId, cause, reworksItemId }: AgreedWork): string {
  return JSON.stringify([payer, guaranteeClass, concernId, cause, reworksItemId]);
}

/** Step by which a job follows an order; undefined where it follows already. */
export function verbToFollow(status: JobStatus, change: { ofWork: boolean; ofTerms: boolean }) {
  if (status === 'planned') return 'authorise' as const;
  if (status === 'withdrawn') return 'restore' as const;
  if (change.ofWork && status === 'finished') return 'reopen' as const;
  return change.ofWork || change.ofTerms ? ('change' as const) : undefined;
}
