import {
  currentStation,
  networkColumns,
  networkTable,
  stationColumns,
  stationTable,
  walls,
  type Migration,
} from '@waystation/store';

// Access to rows. Steps of the network (`scope: NETWORK`) run without a station, steps of a station with their station, and
// both write some tables: the network makes a station, and the station defines its bays. So there are four kinds of tables:
//
//   stationTable   staff, staff_login: rows of one station, as in every service
//   sharedTable    station, price_list ...: a column of_station, null for rows of the network (a row of station has its id
//                  instead). A step of a station reads its own rows and the network's, and writes only its own; a step of
//                  the network reads and writes all
//   networkTable   region, station_class, form ...: everybody reads, only steps of the network write
//   closedTable    application, network_staff ...: only steps of the network read and write
//
// The column is not called station_id, because in every service a table with station_id is closed to callers without a
// station. Rows of the last three kinds are never deleted, because they were published.

function sharedTable(table: string, ofStation = 'of_station'): string {
  const own = `${currentStation} is null or ${ofStation} = ${currentStation}`;
  return walls(table, `${own} or ${ofStation} is null`, own);
}

function closedTable(table: string): string {
  return walls(table, `${currentStation} is null`, `${currentStation} is null`);
}

export const migration: Migration = {
  name: '0001-network',
  sql: [
    `create table region (${networkColumns()}, name text not null)`,
    networkTable('region'),

    `create table station_class (
       ${networkColumns()}, revision int not null, needs jsonb not null)`,
    networkTable('station_class'),

    `create table application (
       ${networkColumns()},
       region_id uuid not null, station_class_id uuid not null,
       class_revision int not null, applicant_id uuid not null,
       company text not null, address text not null, contact text not null, remarks text not null,
       submitted_at timestamptz not null, requirements jsonb not null, visit_at timestamptz,
       scores jsonb not null, accepted_gaps jsonb not null, became_station_id uuid, rejection_reason text, rejection_remarks text)`,
    'create index application_region on application (region_id, id)',
    'create index application_applicant on application (applicant_id, id)',
    closedTable('application'),

    `create table station (
       ${networkColumns()},
       name text not null, region_id uuid not null, station_class_id uuid not null,
       time_zone text not null, jurisdiction text not null, currency text not null, language text not null,
       address text not null, phone text not null, status_reason text, status_remarks text,
       bays jsonb not null, opening_hours jsonb not null, closed_on jsonb not null,
       reserved_for_appointments_percent int not null, reserved_until_hour int not null,
       standards int not null, adopted_standards jsonb not null)`,
    'create index station_region on station (region_id, id)',
    'create index station_class_of on station (station_class_id, id)',
    sharedTable('station', 'id'),

    // A person has the same id at every station, so the key includes the station.
    `create table staff (
       ${stationColumns()},
       display_name text not null, logins jsonb not null, roles jsonb not null, skills jsonb not null, shifts jsonb not null,
       constraint staff_once primary key (station_id, id))`,
    stationTable('staff'),

    `create table staff_login (
       ${stationColumns({ status: false })},
       staff_id uuid not null, issuer text not null, subject text not null,
       primary key (station_id, id),
       constraint staff_login_once unique (station_id, issuer, subject))`,
    'create index staff_login_staff on staff_login (station_id, staff_id)',
    stationTable('staff_login', { deletes: true }),

    `create table network_staff (
       ${networkColumns()},
       display_name text not null, logins jsonb not null, roles jsonb not null, region_ids jsonb not null)`,
    closedTable('network_staff'),

    `create table network_login (
       ${networkColumns({ status: false })}, staff_id uuid not null, issuer text not null, subject text not null,
       constraint network_login_once unique (issuer, subject))`,
    closedTable('network_login'),

    // A login belongs to one person in the whole network, but a station sees only its own rows. This function returns the
    // holders of the logins to register, and all logins of the person to register. It locks the logins before it reads, and
    // the locks last until the step ends.
    `create function login_holders(wanted jsonb, person uuid)
     returns table (issuer text, subject text, staff_id uuid)
     language plpgsql security definer set search_path = pg_catalog, public as $$
     begin
       perform pg_advisory_xact_lock(hashtextextended(w.name, 0)) from (
         select distinct each ->> 'issuer' || ' ' || (each ->> 'subject') as name from jsonb_array_elements(wanted) as each
         order by name) as w;
       return query
         select l.issuer, l.subject, l.staff_id from (
           select s.issuer, s.subject, s.staff_id from staff_login as s
           union select n.issuer, n.subject, n.staff_id from network_login as n) as l
         where l.staff_id = person or (l.issuer, l.subject) in (
           select each ->> 'issuer', each ->> 'subject' from jsonb_array_elements(wanted) as each);
     end $$;
     revoke all on function login_holders from public;
     grant execute on function login_holders to {app};
     create index staff_login_holder on staff_login (issuer, subject);
     create index staff_login_person on staff_login (staff_id);
     create index network_login_person on network_login (staff_id)`,

    // Things published in versions have a row with the newest version, so that two steps cannot publish the same version at
    // once, and a row for each version.
    `create table price_list (
       ${networkColumns()}, of_station uuid,
       currency text not null, jurisdiction text not null, latest_version int not null, latest_from timestamptz)`,
    sharedTable('price_list'),
    `create table price_list_version (
       ${networkColumns()}, of_station uuid,
       price_list_id uuid not null references price_list, number int not null, valid_from timestamptz,
       currency text not null, jurisdiction text not null,
       labour_rates jsonb not null, fees jsonb not null, tax_categories jsonb not null, pages jsonb not null,
       constraint price_list_version_once unique (price_list_id, number))`,
    'create index price_list_version_station on price_list_version (of_station, id)',
    sharedTable('price_list_version'),

    // One row per part price of a version. Rows can be added and deleted only while the version is a draft.
    `create table part_price (
       price_list_version_id uuid not null, of_station uuid, page int not null, line int not null, part_number text not null,
       per_unit_minor bigint not null, tax_category text not null, withdrawn boolean not null,
       primary key (price_list_version_id, part_number))`,
    'create index part_price_page on part_price (price_list_version_id, page, line)',
    sharedTable('part_price'),
    `revoke update on part_price from {app};
     grant delete on part_price to {app};
     create function is_draft(id uuid) returns boolean language sql stable as $$
       select exists (select 1 from price_list_version v where v.id = $1 and v.status = 'draft') $$;
     create policy added_to_draft on part_price as restrictive for insert to {app}
       with check (is_draft(price_list_version_id));
     create policy deleted_from_draft on part_price as restrictive for delete to {app}
       using (is_draft(price_list_version_id));`,

    `create table labour_operation (
       ${networkColumns()}, of_station uuid,
       operation text not null, latest_version int not null, latest_from timestamptz,
       constraint labour_operation_once unique nulls not distinct (operation, of_station))`,
    'create index labour_operation_station on labour_operation (of_station, id)',
    sharedTable('labour_operation'),
    `create table labour_operation_version (
       ${networkColumns({ status: false })}, of_station uuid, labour_operation_id uuid not null references labour_operation,
       operation text not null, number int not null, valid_from timestamptz not null, described jsonb not null,
       constraint labour_operation_version_once unique (labour_operation_id, number))`,
    sharedTable('labour_operation_version'),

    `create table form (
       ${networkColumns()}, kind text not null,
       latest_version int not null, latest_from timestamptz)`,
    networkTable('form'),
    `create table form_version (
       ${networkColumns({ status: false })}, form_id uuid not null references form,
       number int not null, valid_from timestamptz not null, kind text not null, work_kinds jsonb not null,
       title_en text not null, title_zh text not null, points jsonb not null, road_test boolean not null,
       constraint form_version_once unique (form_id, number))`,
    networkTable('form_version'),

    `create table code_list (
       ${networkColumns()}, kind text not null, latest_version int not null, entries jsonb not null, published_at timestamptz not null,
       constraint code_list_once unique (kind))`,
    networkTable('code_list'),

    `create table standard (
       ${networkColumns()}, of_station uuid,
       level text not null, owner_id uuid not null, latest_version int not null, latest_from timestamptz,
       constraint standard_once unique (owner_id))`,
    sharedTable('standard'),
    `create table standard_version (
       ${networkColumns({ status: false })}, of_station uuid, standard_id uuid not null references standard,
       level text not null, owner_id uuid not null, number int not null, valid_from timestamptz not null, rules jsonb not null,
       constraint standard_version_once unique (standard_id, number))`,
    'create index standard_version_owner on standard_version (owner_id, number)',
    sharedTable('standard_version'),

    // A timer belongs to a station, and a step of the network has no station. Only this function lets such a step create
    // timers, for the stations after an id that belong to a region, a class or the network.
    `create function leave_to_stations(wanted_step text, after_id uuid, owner uuid, at timestamptz)
     returns void language sql security definer set search_path = pg_catalog, public as $$
       insert into timer (station_id, step, subject_id, id, due_at)
       select s.id, wanted_step, s.id, gen_random_uuid(), at from station s
       where s.id > after_id and s.status <> 'closed'
         and (owner = '00000000-0000-0000-0000-000000000000' or s.region_id = owner or s.station_class_id = owner)
       on conflict (station_id, step, subject_id) do update
         set id = excluded.id, due_at = excluded.due_at, attempts = 0, last_error = null $$;
     revoke all on function leave_to_stations from public;
     grant execute on function leave_to_stations to {app};`,
  ],
};
