import type { Migration } from '@waystation/store';

/** Sessions of people who signed in, and the way from a login to a member of the staff. */
export const sessionsMigration: Migration = {
  name: '0001-sessions',
  sql: [
    // The network's, no station's. The cookie's value stands here as its hash only, the issuer's tokens encrypted.
    `create table session (
       id_hash bytea primary key, issuer text not null, subject text not null, staff_id uuid,
       created_at timestamptz not null, expires_at timestamptz not null, last_seen_at timestamptz not null,
       tokens bytea not null, access_expires_at timestamptz, refresh_claimed_until timestamptz);
     create index session_expiry on session (expires_at);
     grant select, insert, update, delete on session to {app};`,

    // A person who signs in may be staff of any station, so the gateway reads the staff and the stations of all.
    `create policy gateway on reference_data for select to {app} using (topic in ('network.staff.state.v1', 'network.station.state.v1'));
     create index reference_data_login on reference_data using gin ((value -> 'logins') jsonb_path_ops) where topic = 'network.staff.state.v1';`,
  ],
};
