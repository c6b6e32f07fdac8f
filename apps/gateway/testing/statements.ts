/** What tests look at, or set up, past the gateway. */
export const statements = {
  /** Of all sessions: their sealed tokens, and all that stands in their rows. */
  sessions: 'select tokens, session::text as row from session',
  /** How long after its beginning the newest session was seen last, in seconds. */
  seenAfter:
    'select extract(epoch from last_seen_at - created_at)::float8 as seconds from session order by created_at desc limit 1',
  /** Keeps a state as its topic would bring it: topic, key, station, value. */
  keepState: `insert into reference_data (topic, key, station_id, seq, value) values ($1, $2, $3, 1, $4)
    on conflict (topic, key) do update set value = excluded.value`,
};
