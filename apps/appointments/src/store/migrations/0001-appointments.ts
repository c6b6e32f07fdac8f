import { stationTable, type Migration } from '@waystation/store';

export const migration: Migration = {
  name: '0001-appointments',
  sql: [
    `create table appointment (
       station_id uuid not null, id uuid not null, visit_id uuid not null, standard_version text, version int not null,
       revision int not null, status text not null, source text not null, requested_at timestamptz not null,
       customer_id uuid, vehicle_id uuid, party bytea not null, contacts bytea,
       vin text not null, plate text not null, model text not null, odometer_km int not null, wished_at timestamptz,
       concerns bytea not null, questions bytea not null, help_asked_at timestamptz, operations jsonb not null,
       estimate_version int not null, estimate jsonb, told bytea,
       booking_id uuid, bay_id uuid, technician_id uuid, start_at timestamptz, end_at timestamptz,
       advisor_id uuid, confirmed_at timestamptz, preparation jsonb not null, items_missing int not null,
       day_due_at timestamptz, hour_due_at timestamptz, beforehand jsonb not null,
       -- Where it stands in the book: when it begins or, as long as no time was chosen, when it is wished to.
       listed_at timestamptz not null generated always as (coalesce(start_at, wished_at, requested_at)) stored,
       primary key (station_id, id))`,
    'create unique index appointment_visit on appointment (station_id, visit_id)',
    'create index appointment_book on appointment (station_id, listed_at, id)',
    `create index appointment_open on appointment (station_id, status) where status in ('requested', 'confirmed')`,
    stationTable('appointment'),
    `create table phone_call (
       station_id uuid not null, id uuid not null, version int not null, status text not null, rang_at timestamptz not null,
       outcome text not null, ringing_seconds int not null, talking_seconds int not null, source text not null,
       primary key (station_id, id))`,
    stationTable('phone_call'),
    // Of all operations of the network an appointment asks for a few.
    `create index labour_operation_code on reference_data ((value ->> 'operation'))
       where topic = 'network.labour-operation.state.v1'`,
  ],
};
