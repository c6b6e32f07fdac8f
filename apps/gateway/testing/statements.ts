/** SQL of tests that bypasses the gateway. */
export const statements = {
  /** Encrypted tokens and whole rows of all sessions. */
  sessions: 'select tokens, session::text as row from session',
  /** Seconds between creation and last use of the newest session. */
  seenAfter:
    'select extract(epoch from last_seen_at - created_at)::float8 as seconds from session order by created_at desc limit 1',
  /** Stores a state as if received from its topic: topic, key, station, value. */
  keepState: `insert into reference_data (topic, key, station_id, seq, value) values ($1, $2, $3, 1, $4)
    on conflict (topic, key) do update set value = excluded.value`,
};
