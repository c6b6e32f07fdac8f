import type { OverrideRecord } from '@waystation/contracts/standard/v1/record';
import { decrypted } from '@waystation/store';

/** Columns of an override that the lists read. */
export interface OverrideRow {
  id: string;
  visit_id: string;
  rule: string;
  subject: string;
  revision: number;
  status: string;
  requested_by: string | null;
  requested_at: Date | null;
  justification: Buffer | null;
  granted_by: string | null;
  granted_at: Date | null;
  declined_by: string | null;
  declined_at: Date | null;
  reason: Buffer | null;
  used_at: Date | null;
}

export const overrideColumns =
  'id, visit_id, rule, subject, revision, status, requested_by, requested_at, justification, granted_by, granted_at, ' +
  'declined_by, declined_at, reason, used_at';

export function overrideOf(row: OverrideRow): OverrideRecord {
  return {
    overrideId: row.id,
    visitId: row.visit_id,
    rule: row.rule,
    subject: row.subject,
    revision: row.revision,
    status: row.status,
    requestedBy: row.requested_by ?? '',
    requestedAt: row.requested_at ?? undefined,
    justification: decrypted<string | null>(row.justification) ?? '',
    grantedBy: row.granted_by ?? '',
    grantedAt: row.granted_at ?? undefined,
    declinedBy: row.declined_by ?? '',
    declinedAt: row.declined_at ?? undefined,
    reason: decrypted<string | null>(row.reason) ?? '',
    usedAt: row.used_at ?? undefined,
  };
}
