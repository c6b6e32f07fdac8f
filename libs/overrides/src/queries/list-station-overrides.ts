import { Query, type Call, type QueryClass } from '@waystation/call';
import { pageOf, pageToken, Reader } from '@waystation/store';
import type { ListOverridesResponse } from './list-overrides.ts';
import { overrideColumns, overrideOf, type OverrideRow } from './override-record.ts';

/** Request of the rpc, which is the same in every service. */
export interface ListStationOverridesRequest {
  stationId: string;
  /** Default 50. */
  pageSize: number;
  pageToken: string;
}

/**
 * Overrides requested, granted and declined at a station, newest first. Ids rise with time in all services and a page
 * token is an id, so the gateway can merge the pages of several services and continue each one where it stopped.
 */
@Query()
export class ListStationOverrides implements QueryClass<ListStationOverridesRequest, ListOverridesResponse> {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListStationOverridesRequest, { stationId }: Call): Promise<ListOverridesResponse> {
    const { after, limit } = pageOf(request, true);
    const rows = await this.reader.rows<OverrideRow>(
      `select ${overrideColumns} from rule_override where station_id = $1 and id < $2 order by id desc limit $3`,
      [stationId, after, limit + 1],
    );
    const page = rows.slice(0, limit);
    const next = page.length < rows.length ? pageToken.of(page.at(-1)!.id) : '';
    return { overrides: page.map(overrideOf), nextPageToken: next };
  }
}
