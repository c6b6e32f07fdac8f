import type { Migration } from './migrate.ts';

/** SQL for the station of the transaction; null if none is set (the setting is '' after an earlier transaction set it). */
export const currentStation = `nullif(current_setting('app.station', true), '')::uuid`;

/**
 * SQL of the common columns of a table whose rows belong to stations; matches `mapping`.
 *
 * @param options.visit true if rows belong to a visit
 * @param options.status true if the aggregate has steps
 */
export function stationColumns({ visit = false, status = true } = {}): string {
  const ofVisit = visit ? ', visit_id uuid not null, standard_version text' : '';
  return `station_id uuid not null, id uuid not null${ofVisit}, version int not null${status ? ', status text not null' : ''}`;
}

/** SQL of the common columns of a network-wide table; the id is the primary key. */
export function networkColumns({ status = true } = {}): string {
  return `id uuid primary key, version int not null${status ? ', status text not null' : ''}`;
}

/**
 * SQL for row level security and grants of a table: a second barrier beside the station condition of the store. FORCE
 * applies it to the owner too, so migrations have a separate policy.
 *
 * @param using SQL condition for the rows that steps may see
 * @param check SQL condition for the rows that steps may write
 * @param options.deletes true if steps may delete rows
 */
export function walls(table: string, using: string, check: string, { deletes = false } = {}): string {
  return `
    alter table ${table} enable row level security;
    alter table ${table} force row level security;
    create policy station on ${table} to {app} using (${using}) with check (${check});
    create policy migrate on ${table} to {owner} using (true) with check (true);
    grant select, insert, update${deletes ? ', delete' : ''} on ${table} to {app};`;
}

/**
 * SQL for row level security of a table whose rows belong to stations.
 *
 * @param table table with `stationColumns`, whose primary key begins with the station
 * @param options.deletes true if steps may delete rows
 */
export function stationTable(table: string, options: { deletes?: boolean } = {}): string {
  const own = `station_id = ${currentStation}`;
  return walls(table, own, own, options);
}

/** SQL for row level security of a network-wide table: all steps read it, only network-wide steps write it. */
export function networkTable(table: string): string {
  return walls(table, 'true', `${currentStation} is null`);
}

/** Tables of every service: requests, events, cursors, timers, reference data. */
export const foundation: Migration = {
  name: '0000-foundation',
  sql: [
    'grant usage on schema public to {app}, {relay}',

    // Raises a conflict unless a statement hit the expected number of rows, so that a commit behind it cannot happen.
    `create function must_change(got bigint, want bigint, what text) returns boolean language plpgsql as $$
     begin
       if got <> want then raise exception 'conflict: %', what using errcode = '40001'; end if;
       return true;
     end $$`,

    // Answered requests: a repeat gets the same answer. The nil UUID stands for "no station".
    `create table request_key (
       station_id uuid not null, key text not null, hash bytea not null, answer bytea not null,
       created_at timestamptz not null default now(), primary key (station_id, key));
     create index request_key_age on request_key (created_at);
     alter table request_key enable row level security;
     alter table request_key force row level security;
     create policy station on request_key to {app}
       using (station_id = coalesce(${currentStation}, '00000000-0000-0000-0000-000000000000'))
       with check (station_id = coalesce(${currentStation}, '00000000-0000-0000-0000-000000000000'));
     create policy relay on request_key to {relay} using (true);
     create policy migrate on request_key to {owner} using (true) with check (true);
     grant select, insert on request_key to {app};
     grant select, delete on request_key to {relay};`,

    // Last number and hash of each key. No row level security, because many stations write the same network-wide key.
    `create table outbox_stream (
       topic text not null, key text not null, last_seq bigint not null, last_hash bytea not null, station_id uuid,
       primary key (topic, key));
     grant select, insert, update on outbox_stream to {app};
     grant select, delete on outbox_stream to {relay};`,

    // Columns as Debezium's outbox router expects them, so that change data capture can take over by configuration.
    // Payload and headers are text, because jsonb would not preserve the hashed bytes.
    `create table outbox (
       id bigint generated always as identity (cache 1) primary key,
       event_id uuid not null, topic text not null, key text not null, seq bigint not null, hash bytea not null,
       station_id uuid, correlation_id uuid, type text not null, headers text not null, payload text not null,
       occurred_at timestamptz not null, created_at timestamptz not null default now(), published_at timestamptz,
       attempts int not null default 0, last_error text,
       unique (topic, key, seq));
     create index outbox_unpublished on outbox (id) where published_at is null;
     create index outbox_published on outbox (published_at) where published_at is not null;
     create index outbox_timeline on outbox (station_id, correlation_id, id);
     alter table outbox enable row level security;
     alter table outbox force row level security;
     create policy station on outbox to {app}
       using (station_id is not distinct from ${currentStation}) with check (station_id is not distinct from ${currentStation});
     create policy relay on outbox to {relay} using (true) with check (true);
     create policy migrate on outbox to {owner} using (true) with check (true);
     grant select, insert on outbox to {app};
     grant select, update, delete on outbox to {relay};`,

    // Last consumed event of each key of each topic. Events of a parked key wait in parked_event.
    `create table consumer_cursor (
       topic text not null, key text not null, seq bigint not null, parked boolean not null default false,
       consumed_at timestamptz not null default now(), primary key (topic, key));
     create index consumer_cursor_age on consumer_cursor (consumed_at) where not parked;
     grant select, insert, update on consumer_cursor to {app};
     grant select, insert, update, delete on consumer_cursor to {relay};`,

    `create table parked_event (
       id bigint generated always as identity primary key,
       topic text not null, key text not null, seq bigint, partition int not null, kafka_offset bigint not null,
       headers text not null, payload bytea, error text not null, parked_at timestamptz not null default now(),
       unique (topic, partition, kafka_offset));
     create index parked_event_key on parked_event (topic, key, id);
     grant insert on parked_event to {app};
     grant select, insert, update, delete on parked_event to {relay};`,

    // Steps to be made at a later time. Setting a timer again moves it.
    `create table timer (
       station_id uuid not null, step text not null, subject_id uuid not null, id uuid not null,
       due_at timestamptz not null, attempts int not null default 0, last_error text,
       primary key (station_id, step, subject_id));
     create index timer_due on timer (due_at);
     ${stationTable('timer', { deletes: true })}
     create policy relay on timer to {relay} using (true) with check (true);
     grant select, update on timer to {relay};`,

    // Newest value of each key of the copied state topics; rows without a station are network-wide.
    `create table reference_data (
       topic text not null, key text not null, station_id uuid, seq bigint not null, value jsonb not null,
       changed_at timestamptz not null default now(), primary key (topic, key));
     create index reference_data_station on reference_data (station_id, topic, key);
     alter table reference_data enable row level security;
     alter table reference_data force row level security;
     create policy station on reference_data for select to {app} using (station_id is null or station_id = ${currentStation});
     create policy relay on reference_data to {relay} using (true) with check (true);
     create policy migrate on reference_data to {owner} using (true) with check (true);
     grant select on reference_data to {app};
     grant select, insert, update, delete on reference_data to {relay};`,
  ],
};

/** Lets a service read which migrations ran, to report on its readiness. */
export const readableMigrations: Migration = {
  name: '0000-readable-migrations',
  sql: ['grant select on migration to {app}'],
};
