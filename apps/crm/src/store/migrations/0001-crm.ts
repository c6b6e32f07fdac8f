import { currentStation, networkColumns, stationColumns, stationTable, walls, type Migration } from '@waystation/store';

/**
 * Access to the record of a vehicle, which belongs to no station. A station reads and writes it if it has a row with the
 * same id in `station_vehicle`. A station that sees the vehicle for the first time must name the exact VIN, which is set for
 * its transaction (see `Vehicles.ofVin`), so no station can browse the records of others. Nothing is deleted.
 */
const vehicleFile = `
  vin = nullif(current_setting('app.vin', true), '')
  or exists (select from station_vehicle k where k.station_id = ${currentStation} and k.id = vehicle.id)`;

export const migration: Migration = {
  name: '0001-crm',
  sql: [
    `create table customer (
       ${stationColumns()}, revision int not null,
       kind text not null, name bytea not null, language text not null,
       payment_terms_days int not null, credit_limit_minor bigint not null, currency text not null,
       tax_number bytea not null, address bytea not null, contacts bytea not null, consents jsonb not null,
       primary key (station_id, id))`,
    stationTable('customer'),

    // Blind index of the phone numbers, which are stored encrypted in the contacts; a row has the id of its contact.
    `create table customer_phone (
       ${stationColumns({ status: false })},
       customer_id uuid not null, phone_index bytea not null, primary key (station_id, id))`,
    'create index customer_phone_index on customer_phone (station_id, phone_index, customer_id)',
    stationTable('customer_phone'),

    `create table station_vehicle (
       ${stationColumns()},
       plate bytea, plate_index bytea, fleet_number text not null, customer_id uuid, registered_at timestamptz not null,
       constraint station_vehicle_once primary key (station_id, id))`,
    'create index station_vehicle_plate on station_vehicle (station_id, plate_index, id) where plate_index is not null',
    'create index station_vehicle_fleet on station_vehicle (station_id, upper(fleet_number), id)',
    stationTable('station_vehicle'),

    `create table vehicle (
       ${networkColumns()}, vin text not null, model text not null,
       in_service_at timestamptz, odometer_km int not null, odometer_at timestamptz,
       readings jsonb not null, recommendations jsonb not null, guarantees jsonb not null, visits jsonb not null,
       constraint vehicle_vin_once unique (vin))`,
    walls('vehicle', vehicleFile, vehicleFile),

    `create table follow_up (
       ${stationColumns({ visit: true })}, customer_id uuid, vehicle_id uuid,
       delivered_at timestamptz not null, due_at timestamptz not null, attempts jsonb not null,
       conversation jsonb, texts bytea, closed_at timestamptz, close_reason text,
       primary key (station_id, id), constraint follow_up_once unique (station_id, visit_id))`,
    'create index follow_up_due on follow_up (station_id, due_at, id)',
    `create index follow_up_open on follow_up (station_id, delivered_at, id) where status = 'open'`,
    stationTable('follow_up'),
  ],
};
