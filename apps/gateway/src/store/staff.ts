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
