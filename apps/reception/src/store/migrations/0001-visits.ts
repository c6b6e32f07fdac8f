import { documentTable } from '@waystation/documents';
import { stationColumns, stationTable, type Migration } from '@waystation/store';
import { isOpen, notReady } from '../visit-columns.ts';

export const migration: Migration = {
  name: '0001-visits',
  sql: [
    // For a constraint below: a trusted extension, which the database's owner may create.
    'create extension if not exists btree_gist',

    `create table arrival (
       ${stationColumns({ visit: true })}, appointment_id uuid, source text not null, plate bytea not null,
       vin bytea not null, vehicle_conflict_reason text not null,
       arrived_at timestamptz not null, primary key (station_id, id))`,
    `create index arrival_waiting on arrival (station_id, arrived_at, id) where status = 'waiting'`,
    stationTable('arrival'),

    // Encrypted columns, for personal data: party, contacts, vehicle, progress_reports.
    `create table visit (
       ${stationColumns({ visit: true })}, since timestamptz, facts jsonb not null, holds jsonb not null, parts_short boolean not null,
       open_question_ids jsonb not null, nonconformity_ids jsonb not null,
       appointment_id uuid, arrival_id uuid, customer_id uuid, vehicle_id uuid, vin_index bytea, plate_index bytea,
       advisor_id uuid, assigned_advisor_id uuid,
       due_at timestamptz, arrived_at timestamptz, opened_at timestamptz, ready_by timestamptz,
       loaded boolean not null, dangerous_goods boolean not null, driver_waits boolean not null, odometer_km int not null,
       promised_at timestamptz, first_promised_at timestamptz, handover jsonb,
       payment_terms_days int not null, credit_limit_minor bigint not null,
       party bytea, contacts bytea, vehicle bytea, progress_reports bytea, primary key (station_id, id),
       constraint visit_appointment unique (station_id, appointment_id),
       -- A vehicle has only one open visit at the station, even if two people register it at the same moment. A tractor and
       -- its trailer may have the same plate, so the plate counts only if the VINs do not distinguish them: an unknown VIN is
       -- the range of all values, which overlaps each. Deferred, since one step may end one visit and begin another.
       constraint visit_vehicle_once exclude using gist (station_id with =, vehicle_id with =)
         where (vehicle_id is not null and ${isOpen}) deferrable initially deferred,
       constraint visit_vin_once exclude using gist (station_id with =, vin_index with =)
         where (vin_index is not null and ${isOpen}) deferrable initially deferred,
       constraint visit_plate_once exclude using gist (station_id with =, plate_index with =,
         (case when vin_index is null then int8range(null, null)
           else int8range(hashtext(encode(vin_index, 'hex')), hashtext(encode(vin_index, 'hex')), '[]') end) with &&)
         where (plate_index is not null and ${isOpen}) deferrable initially deferred)`,
    'create index visit_status on visit (station_id, status, id)',
    'create index visit_advisor on visit (station_id, advisor_id, id)',
    `create index visit_promise on visit (station_id, promised_at, id) where status in (${notReady})`,
    stationTable('visit'),

    `create table check_in (
       ${stationColumns({ visit: true })}, vehicle_id uuid, advisor_id uuid not null, assigned_advisor_id uuid,
       by_appointment boolean not null, opened_at timestamptz not null, greeted_at timestamptz,
       concerns jsonb not null, undiagnosed_since timestamptz,
       sheet_form_id uuid, sheet_form_version int not null, sheet_points jsonb not null, sheet_seconds int not null,
       sheet_completed_at timestamptz, condition jsonb, condition_at timestamptz, known_odometer_km int not null,
       protective_covers_fitted_at timestamptz, protective_covers_removed_at timestamptz, custody jsonb, keys_and_papers_taken_at timestamptz,
       keys_and_papers_returned_at timestamptz, preparation_at timestamptz, preparation_missing jsonb not null,
       waiting_arrangement_at timestamptz, whereabouts text, texts bytea not null, primary key (station_id, id))`,
    `create index check_in_open on check_in (station_id, opened_at, id) where status = 'open'`,
    `create index check_in_no_arrangement on check_in (station_id, opened_at, id) where waiting_arrangement_at is null`,
    stationTable('check_in'),

    // One order for each visit; changes raise its revision.
    `create table repair_order (
       ${stationColumns({ visit: true })}, advisor_id uuid, revision int not null, countersigned_revision int not null,
       drafted_at timestamptz not null, since timestamptz not null, items jsonb not null, quotes int not null, quote jsonb,
       ceiling_minor bigint not null, promise jsonb, first_promised_at timestamptz, explained_at timestamptz,
       presentation jsonb, signed_at timestamptz, countersigned_at timestamptz, countersigned_document jsonb, copy_given_at timestamptz,
       addenda jsonb not null, finding_open_since timestamptz, corrections bytea not null, signature bytea,
       countersignature bytea, withdrawn_signatures bytea not null, presented_document bytea,
       primary key (station_id, id), constraint repair_order_visit unique (station_id, visit_id))`,
    'create index repair_order_status on repair_order (station_id, status, since, id)',
    `create index repair_order_finding on repair_order (station_id, finding_open_since, id)
       where finding_open_since is not null`,
    stationTable('repair_order'),

    `create table recommendation (
       ${stationColumns({ visit: true })}, vehicle_id uuid, advisor_id uuid, urgency text not null, unsafe boolean not null,
       component_code text not null, source text not null, source_id uuid, reading jsonb,
       recommended_at timestamptz not null, answered_at timestamptz, description bytea, signature bytea,
       primary key (station_id, id))`,
    'create index recommendation_visit on recommendation (station_id, visit_id, id)',
    `create index recommendation_open on recommendation (station_id, recommended_at, id)
       where status in ('open', 'refused')`,
    stationTable('recommendation'),

    // An order reads only a few of the network's operations.
    `create index labour_operation_code on reference_data ((value ->> 'operation'))
       where topic = 'network.labour-operation.state.v1'`,

    ...documentTable(),
  ],
};
