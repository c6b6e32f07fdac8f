import { Injectable } from '@nestjs/common';
import { Database } from '@waystation/store';
import { staffTopic, stationTopic } from './state-topics.ts';

/** What `network` says of someone, as JSON: a record for each station that he works at. */
export type StaffState = Readonly<Record<string, unknown>>;

/** The gateway's copy of the network's staff and stations. */
@Injectable()
export class StaffRows {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** All records that bear a login. */
  async byLogin(issuer: string, subject: string): Promise<StaffState[]> {
    const { rows } = await this.#database.app.query<{ value: StaffState }>({
      name: 'staff-by-login',
      text: `select value from reference_data where topic = '${staffTopic}' and value -> 'logins' @> $1::jsonb order by key`,
      values: [JSON.stringify([{ issuer, subject }])],
    });
    return rows.map(({ value }) => value);
  }

  /**
   * Whether `network` ever granted someone the role of an administrator. A grant that has ended counts too: to dismiss an
   * administrator must not bring the configured one back.
   */
  async hasAdmin(): Promise<boolean> {
    const { rows } = await this.#database.app.query<{ known: boolean }>({
      name: 'network-admin-known',
      text: `select exists (select from reference_data where topic = '${staffTopic}' and station_id is null
               and key like 'network:%' and value -> 'roles' @> '[{"role": "NETWORK_ADMIN"}]') as known`,
    });
    return rows[0]!.known;
  }

  /** The region that a station belongs to; undefined when the station is not known. */
  async regionOf(stationId: string): Promise<string | undefined> {
    const { rows } = await this.#database.app.query<{ region: string | null }>({
      name: 'station-region',
      text: `select value ->> 'regionId' as region from reference_data where topic = '${stationTopic}' and key = $1`,
      values: [stationId],
    });
    return rows[0]?.region ?? undefined;
  }
}
