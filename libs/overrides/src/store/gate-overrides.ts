import type { Gated, GateOverrides } from '@waystation/call';
import { guarded, type Row } from '@waystation/store';

/** Statements with which the runner finds overrides of gates and uses them up. */
export const gateOverrides: GateOverrides = {
  granted: ({ id, visitId, stationId }, gates) => {
    const subjects = [id, visitId, ...gates.map(({ subject }) => subject)].filter((subject) => subject != null);
    return {
      text:
        'select id, rule, subject, revision, granted_by from rule_override ' +
        "where station_id = $1 and visit_id = $2 and rule = any($3) and subject = any($4) and status = 'granted' order by id",
      values: [stationId, visitId ?? id, gates.map(({ rule }) => rule), subjects],
    };
  },

  opener: (rows, gate, aggregate) => {
    const row = rows.find((each) => opens(each, gate, aggregate)) as { id: string; granted_by: string } | undefined;
    return row && { id: row.id, grantedBy: row.granted_by };
  },

  use: (overrideId, at) => ({
    text: guarded(
      `update rule_override set status = 'used', used_at = $2, version = version + 1 where id = $1 and status = 'granted'`,
      1,
      'rule_override',
    ),
    values: [overrideId, at],
  }),
};

/** True if an override opens a gate: it is granted for the aggregate, its visit or the missing thing. */
function opens(row: Row, { rule, subject }: { rule: string; subject?: string | undefined }, of: Gated): boolean {
  const subjects = [of.id, of.visitId, subject];
  // An aggregate without revisions matches any revision.
  const isOfRevision = row['revision'] === 0 || of.revision == null || row['revision'] === of.revision;
  return row['rule'] === rule && subjects.includes(row['subject'] as string) && isOfRevision;
}
