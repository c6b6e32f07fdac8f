import { StandardState } from '@waystation/contracts/network/v1/state';
import { Reference } from './reference.ts';

/** Versions of the standard for the station. */
export class Standards extends Reference.of(StandardState, 'waystation.network.v1.StandardState') {
  /** Version in force for a visit that begins at a time; undefined if none has arrived. */
  async versionInForce(at: Date): Promise<string | undefined> {
    const [found] = await this.select(
      `select jsonb_build_object('version', value ->> 'version') as value from reference_data
       where topic = $1 and station_id = $2 and (value ->> 'from')::timestamptz <= $3
       order by (value ->> 'from')::timestamptz desc, (value ->> 'version')::numeric desc limit 1`,
      [this.station, at],
    );
    return found?.version;
  }
}
