import type { OverrideRecord } from '@waystation/contracts/standard/v1/record';
import { decrypted } from '@waystation/store';

/** What a list reads of an override. */
export interface OverrideRow {
  id: string;
  visit_id: string;
  rule: string;
  subject: string;
  revision: number;
  status: string;
  asked_by: string | null;
  asked_at: Date | null;
  justification: Buffer | null;
  overridden_by: string | null;
  overridden_at: Date | null;
  reason: Buffer | null;
  used_at: Date | null;
}

export const overrideColumns =
  'id, visit_id, rule, subject, revision, status, asked_by, asked_at, justification, overridden_by, overridden_at, reason, used_at';

export function overrideOf(row: OverrideRow): OverrideRecord {
  return {
    overrideId: row.id,
    visitId: row.visit_id,
    rule: row.rule,
    subject: row.subject,
    revision: row.revision,
    status: row.used_at ? 'used' : row.status,
    askedBy: row.asked_by ?? '',
    askedAt: row.asked_at ?? undefined,
    justification: decrypted<string | null>(row.justification) ?? '',
    overriddenBy: row.overridden_by ?? '',
    overriddenAt: row.overridden_at ?? undefined,
    reason: decrypted<string | null>(row.reason) ?? '',
    usedAt: row.used_at ?? undefined,
  };
}
