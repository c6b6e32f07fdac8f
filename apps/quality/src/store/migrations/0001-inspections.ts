import { documentTable } from '@waystation/documents';
import { stationColumns, stationTable, type Migration } from '@waystation/store';

export const migration: Migration = {
  name: '0001-inspections',
  sql: [
    // One row per visit, with the visit's id, so that a visit cannot have a second inspection.
    `create table inspection (
       ${stationColumns({ visit: true })}, since timestamptz not null, round int not null, order_revision int not null,
       lead_technician_id uuid not null, worker_ids jsonb not null, items jsonb not null,
       inspector_id uuid, form_id uuid, form_version int, specification jsonb not null, road_test_required boolean not null,
       points jsonb not null, points_left int not null, road_test jsonb, nonconformities jsonb not null,
       defects jsonb not null, wear jsonb not null, washed_at timestamptz, washed_by uuid, parked_at timestamptz,
       space text, passed_at timestamptz, documents jsonb not null, handover jsonb, texts bytea not null,
       concessions bytea not null, primary key (station_id, id))`,
    'create index inspection_status on inspection (station_id, status, id)',
    stationTable('inspection'),

    // Data of the visit from events of reception, with the visit's id.
    `create table visit_file (
       ${stationColumns({ visit: true })}, vehicle_id uuid, advisor_id uuid, odometer_km int, order_revision int not null,
       items jsonb not null, recommendations jsonb not null, primary key (station_id, id))`,
    stationTable('visit_file'),

    ...documentTable(),
  ],
};
