import { stationColumns, stationTable, type Migration } from '@waystation/store';

export const migration: Migration = {
  name: '0001-workshop',
  sql: [
    // Required by the exclusion constraints. The extension is trusted, so the owner of the database may create it.
    'create extension if not exists btree_gist',

    `create table job (
       ${stationColumns({ visit: true })}, since timestamptz not null,
       work_kind text not null, guarantee_class text not null, payer text not null,
       operations jsonb not null, labour_minutes int not null, mandatory_safety jsonb not null, advised_safety jsonb not null,
       concern_id uuid, cause text not null, reworks_item_id uuid,
       order_revision int not null, opened_at timestamptz not null, authorised_at timestamptz, pause_reason text,
       bay_id uuid, lead_technician_id uuid, other_technician_ids jsonb not null,
       clock jsonb not null, clock_corrections jsonb not null, manual_references jsonb not null, tools jsonb not null,
       safety_confirmations jsonb not null, findings jsonb not null, expert_questions jsonb not null,
       expert_help_requested_at timestamptz, parts jsonb not null, self_inspection jsonb, repair_report jsonb,
       replaced_reports jsonb not null, protection_confirmed_at timestamptz, primary key (station_id, id))`,
    'create index job_visit on job (station_id, visit_id, id)',
    'create index job_status on job (station_id, status, id)',
    'create index job_lead on job (station_id, lead_technician_id, id)',
    'create index job_expert on job (station_id, expert_help_requested_at) where expert_help_requested_at is not null',
    stationTable('job'),

    // One row per visit, with the visit's id, which the end of each of its jobs changes.
    `create table visit_work (
       ${stationColumns({ visit: true })}, order_revision int not null, round int not null, jobs jsonb not null,
       ready_at timestamptz, lead_technician_id uuid, inspection jsonb, courtesies jsonb not null,
       primary key (station_id, id))`,
    `create index visit_work_ready on visit_work (station_id, ready_at) where status = 'open' and ready_at is not null`,
    stationTable('visit_work'),

    // Clock entries of all jobs. The constraint keeps a technician from two jobs at once, also by correction and with
    // several tablets at the same time. A trigger fills the rows from the jobs' clocks, so that no step can forget them.
    `create table labour_entry (
       station_id uuid not null, job_id uuid not null, entry_number int not null, technician_id uuid not null,
       started_at timestamptz not null, ended_at timestamptz,
       during tstzrange not null generated always as (tstzrange(started_at, ended_at, '[)')) stored,
       primary key (station_id, job_id, entry_number),
       constraint labour_entry_one_job exclude using gist (station_id with =, technician_id with =, during with &&))`,
    'create index labour_entry_technician on labour_entry (station_id, technician_id, job_id)',
    stationTable('labour_entry'),
    `create function keep_labour_entries() returns trigger language plpgsql as $$
     begin
       insert into labour_entry as kept (station_id, job_id, entry_number, technician_id, started_at, ended_at)
         select new.station_id, new.id, "entryNumber", "technicianId", "startedAt", "endedAt"
         from jsonb_to_recordset(new.clock)
           as entry ("entryNumber" int, "technicianId" uuid, "startedAt" timestamptz, "endedAt" timestamptz)
         order by "entryNumber"
       on conflict (station_id, job_id, entry_number) do update
         set started_at = excluded.started_at, ended_at = excluded.ended_at
         where (kept.started_at, kept.ended_at) is distinct from (excluded.started_at, excluded.ended_at);
       return null;
     end $$`,
    'create trigger job_clock after insert or update of clock on job for each row execute function keep_labour_entries()',

    // The constraints keep a bay or a technician from two visits at once, whatever the code considers free. Bookings of one
    // visit may overlap: the present ones and the candidates to replace them.
    `create table booking (
       ${stationColumns({ visit: true })}, bay_id uuid not null, technician_id uuid not null,
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
