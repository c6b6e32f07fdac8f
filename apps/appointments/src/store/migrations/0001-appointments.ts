import { stationColumns, stationTable, type Migration } from '@waystation/store';

export const migration: Migration = {
  name: '0001-appointments',
  sql: [
    // For the constraints below: a trusted extension, which the database's owner may create.
    'create extension if not exists btree_gist',

    `create table appointment (
       ${stationColumns({ visit: true })}, revision int not null, source text not null, requested_at timestamptz not null,
       customer_id uuid, vehicle_id uuid, party bytea not null, contacts bytea, vin text not null,
       plate bytea not null, plate_index bytea, call_back_index bytea, model text not null,
       odometer_km int not null, preferred_at timestamptz,
       concerns bytea not null, questions bytea not null, help_requested_at timestamptz, operations jsonb not null,
       estimate_version int not null, estimate jsonb, explained_estimate bytea,
       booking_id uuid, bay_id uuid, technician_id uuid, start_at timestamptz, end_at timestamptz,
       advisor_id uuid, confirmed_at timestamptz, preparation jsonb not null, items_missing int not null,
       day_due_at timestamptz, hour_due_at timestamptz, reconfirmations jsonb not null,
       -- Place in the appointment book: start of the slot or, before a slot is chosen, the wished time.
       listed_at timestamptz not null generated always as (coalesce(start_at, preferred_at, requested_at)) stored,
       primary key (station_id, id),
       -- A vehicle has only one confirmed appointment at a time, even if several clerks confirm at once. A tractor and its
       -- trailer may have the same plate, so the plate counts only if the VINs do not distinguish them: an unknown VIN is
       -- the range of all values, which overlaps each.
       constraint appointment_vehicle_once exclude using gist
         (station_id with =, vehicle_id with =, tstzrange(start_at, end_at) with &&)
         where (status = 'confirmed' and start_at is not null and vehicle_id is not null),
       constraint appointment_vin_once exclude using gist
         (station_id with =, vin with =, tstzrange(start_at, end_at) with &&)
         where (status = 'confirmed' and start_at is not null and vin <> ''),
       constraint appointment_plate_once exclude using gist
         (station_id with =, plate_index with =, tstzrange(start_at, end_at) with &&,
           (case when vin = '' then int8range(null, null) else int8range(hashtext(vin), hashtext(vin), '[]') end) with &&)
         where (status = 'confirmed' and start_at is not null and plate_index is not null))`,
    'create index appointment_plate on appointment (station_id, plate_index, listed_at) where plate_index is not null',
    'create unique index appointment_visit on appointment (station_id, visit_id)',
    'create index appointment_book on appointment (station_id, listed_at, id)',
    `create index appointment_open on appointment (station_id, status) where status in ('requested', 'confirmed')`,
    stationTable('appointment'),
    `create table phone_call (
       ${stationColumns()}, rang_at timestamptz not null,
       outcome text not null, ringing_seconds int not null, talking_seconds int not null, source text not null,
       primary key (station_id, id))`,
    stationTable('phone_call'),
    // An appointment reads only a few of the network's operations.
    `create index labour_operation_code on reference_data ((value ->> 'operation'))
       where topic = 'network.labour-operation.state.v1'`,
  ],
};
