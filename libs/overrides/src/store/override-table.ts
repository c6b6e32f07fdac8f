import { stationColumns, stationTable, type Migration } from '@waystation/store';

/** Table of overrides, for the migrations of a service that has gates. Justification and reason are encrypted. */
export const overrideTable: Migration = {
  name: '0001-overrides',
  sql: [
    `create table rule_override (
       ${stationColumns({ visit: true })}, rule text not null, subject text not null, revision int not null,
       requested_by uuid, requested_at timestamptz, justification bytea, granted_by uuid, granted_at timestamptz,
       declined_by uuid, declined_at timestamptz, reason bytea, used_at timestamptz, primary key (station_id, id))`,
    `create unique index rule_override_open on rule_override (station_id, visit_id, rule, subject, revision)
       where status in ('requested', 'granted')`,
    `create index rule_override_requested on rule_override (station_id, requested_at) where status = 'requested'`,
    'create index rule_override_visit on rule_override (station_id, visit_id, id)',
    stationTable('rule_override'),
  ],
};
