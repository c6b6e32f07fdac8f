import { stationTable, type Migration } from '@waystation/store';

export const migration: Migration = {
  name: '0001-jobs',
  sql: [
    `create table job (
       id uuid primary key, station_id uuid not null, visit_id uuid not null, standard_version text, version int not null,
       status text not null, since timestamptz not null,
       work_kind text not null, guarantee_class text not null, payer text not null,
       operations jsonb not null, labour_minutes int not null, mandatory_safety jsonb not null, advised_safety jsonb not null,
       order_revision int not null, pause_reason text,
       bay_id uuid, lead_technician_id uuid, technician_ids jsonb not null,
       clock jsonb not null, clock_corrections jsonb not null, citations jsonb not null, tools jsonb not null,
       safety_confirmations jsonb not null, findings jsonb not null, expert_questions jsonb not null,
       expert_asked_at timestamptz, parts jsonb not null, self_inspection jsonb, repair_report jsonb,
       protection_confirmed_at timestamptz)`,
    'create index job_visit on job (station_id, visit_id)',
    `create index job_open on job (station_id, status) where status not in ('finished', 'withdrawn')`,
    'create index job_expert on job (station_id, expert_asked_at) where expert_asked_at is not null',
    'create index job_age on job (station_id, id)',
    stationTable('job'),

    // The one row that the end of each of a visit's jobs changes; its id is the visit's.
    `create table visit_work (
       id uuid primary key, station_id uuid not null, visit_id uuid not null, standard_version text, version int not null,
       status text not null, order_revision int not null, round int not null, jobs jsonb not null,
       ready_at timestamptz, lead_technician_id uuid, inspection jsonb, courtesies jsonb not null)`,
    `create index visit_work_ready on visit_work (station_id, ready_at) where status = 'open' and ready_at is not null`,
    stationTable('visit_work'),

    // Who is at work now. The unique key is what keeps a technician from two jobs, however many tablets ask at once.
    `create table technician_clock (
       id uuid primary key, station_id uuid not null, technician_id uuid not null, job_id uuid not null,
       started_at timestamptz not null, version int not null,
       constraint technician_clock_one_job unique (station_id, technician_id))`,
    'create index technician_clock_job on technician_clock (station_id, job_id)',
    stationTable('technician_clock'),
  ],
};
