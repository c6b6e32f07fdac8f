import { Injectable } from '@nestjs/common';
import { Database } from '@waystation/store';
import { staffTopic, stationTopic } from './state-topics.ts';

/** Staff record of `network` as JSON: a person has one for each of their stations. */
export type StaffState = Readonly<Record<string, unknown>>;

/** Copy of the network's staff and stations in the gateway's database. */
@Injectable()
export class StaffRows {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Records with a login. */
  async byLogin(issuer: string, subject: string): Promise<StaffState[]> {
    const { rows } = await this.#database.app.query<{ value: StaffState }>({
      name: 'staff-by-login',
      text: `select value from reference_data where topic = '${staffTopic}' and value -> 'logins' @> $1::jsonb order by key`,
      values: [JSON.stringify([{ issuer, subject }])],
    });
    return rows.map(({ value }) => value);
  }

  /**
   * True if `network` has ever granted the role of an administrator. Ended grants count too: dismissing an administrator
   * must not reactivate the configured one.
   */
  async hasAdmin(): Promise<boolean> {
    const { rows } = await this.#database.app.query<{ known: boolean }>({
      name: 'network-admin-known',
      text: `select exists (select from reference_data where topic = '${staffTopic}' and station_id is null
               and key like 'network:%' and value -> 'roles' @> '[{"role": "NETWORK_ADMIN"}]') as known`,
    });
    return rows[0]!.known;
  }

  /**
   * Stations with their names: those with the given ids first, then those of the given regions, or all.
   *
   * @param limit maximum number of stations
   */
  async stationsOf(
    places: { isAll: boolean; regionIds: readonly string[]; stationIds: readonly string[] },
    limit: number,
  ): Promise<{ stationId: string; regionId: string; name: string; address: string }[]> {
    const { rows } = await this.#database.app.query<{
      stationId: string;
      regionId: string;
      name: string;
      address: string;
    }>({
      name: 'stations-of',
      text: `select key as "stationId", coalesce(value ->> 'regionId', '') as "regionId",
               coalesce(value ->> 'name', '') as name, coalesce(value ->> 'address', '') as address
             from reference_data where topic = '${stationTopic}'
               and ($1 or key = any($2::text[]) or value ->> 'regionId' = any($3::text[]))
             order by key = any($2::text[]) desc, value ->> 'name', key limit $4`,
      values: [places.isAll, places.stationIds, places.regionIds, limit],
    });
    return rows;
  }

  /** Region of a station; undefined for an unknown station. */
  async regionOf(stationId: string): Promise<string | undefined> {
    const { rows } = await this.#database.app.query<{ region: string | null }>({
      name: 'station-region',
      text: `select value ->> 'regionId' as region from reference_data where topic = '${stationTopic}' and key = $1`,
      values: [stationId],
    });
    return rows[0]?.region ?? undefined;
  }
}
