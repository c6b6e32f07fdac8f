import { Query, type Call, type QueryClass } from '@waystation/call';
import type { OverrideRecord } from '@waystation/contracts/standard/v1/record';
import { pageOf, pageToken, Reader } from '@waystation/store';
import { overrideColumns, overrideOf, type OverrideRow } from './override-record.ts';

/** Request of the rpc, which is the same in every service. */
export interface ListOverridesRequest {
  stationId: string;
  visitId: string;
  /** Default 50. */
  pageSize: number;
  pageToken: string;
}

export interface ListOverridesResponse {
  overrides: OverrideRecord[];
  /** Empty on the last page. */
  nextPageToken: string;
}

/** Overrides requested, granted and declined for a visit, oldest first. */
@Query()
export class ListOverrides implements QueryClass<ListOverridesRequest, ListOverridesResponse> {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListOverridesRequest, { stationId }: Call): Promise<ListOverridesResponse> {
    const { after, limit } = pageOf(request);
    const rows = await this.reader.rows<OverrideRow>(
      `select ${overrideColumns} from rule_override
       where station_id = $1 and visit_id = $2 and id > $3 order by id limit $4`,
      [stationId, request.visitId, after, limit + 1],
    );
    const page = rows.slice(0, limit);
    const next = page.length < rows.length ? pageToken.of(page.at(-1)!.id) : '';
    return { overrides: page.map(overrideOf), nextPageToken: next };
  }
}
