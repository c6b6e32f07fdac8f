import type { Migration } from '@waystation/store';

/** Sessions of signed-in people, and access to staff records by login. */
export const sessionsMigration: Migration = {
  name: '0001-sessions',
  sql: [
    // Rows belong to no station. They contain only a hash of the cookie's value, and the issuer's tokens encrypted.
    `create table session (
       id_hash bytea primary key, issuer text not null, subject text not null, staff_id uuid,
       created_at timestamptz not null, expires_at timestamptz not null, last_seen_at timestamptz not null,
       tokens bytea not null, access_expires_at timestamptz, refresh_claimed_until timestamptz);
     create index session_expiry on session (expires_at);
     grant select, insert, update, delete on session to {app};`,

    // A person who signs in may work at any station, so the gateway reads staff and station records of all of them.
    `create policy gateway on reference_data for select to {app} using (topic in ('network.staff.state.v1', 'network.station.state.v1'));
     create index reference_data_login on reference_data using gin ((value -> 'logins') jsonb_path_ops) where topic = 'network.staff.state.v1';`,
  ],
};
