import { stationTable, type Migration } from '@waystation/store';

export const migration: Migration = {
  name: '0002-bookings',
  sql: [
    // For the constraints below: a trusted extension, which the database's owner may create.
    'create extension if not exists btree_gist',

    // The constraints are what keeps a bay or a technician from two visits, whatever the code before them thinks is free.
    // One visit may have both at once: what it has, and what it is to have instead.
    `create table booking (
       station_id uuid not null, id uuid not null, visit_id uuid not null, standard_version text, version int not null,
       status text not null, bay_id uuid not null, technician_id uuid not null,
       start_at timestamptz not null, end_at timestamptz not null,
       during tstzrange not null generated always as (tstzrange(start_at, end_at, '[)')) stored,
       for_appointment boolean not null, job_id uuid, expires_at timestamptz,
       primary key (station_id, id),
       constraint booking_not_empty check (start_at < end_at),
       constraint booking_bay_free exclude using gist (station_id with =, bay_id with =, during with &&, visit_id with <>),
       constraint booking_technician_free exclude using gist
         (station_id with =, technician_id with =, during with &&, visit_id with <>))`,
    'create index booking_visit on booking (station_id, visit_id)',
    'create index booking_time on booking (station_id, end_at, id)',
    'create index booking_lapse on booking (station_id, expires_at) where expires_at is not null',
    stationTable('booking', { deletes: true }),
  ],
};
