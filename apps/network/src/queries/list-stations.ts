import { Query } from '@waystation/call';
import { ListStationsResponse, type ListStationsRequest } from '@waystation/contracts/network/v1/service';
import { nextPageToken, pageOf, Reader, selectOf, type RowOf } from '@waystation/store';
import { stationMapping } from '../store/station.mapping.ts';

const columns = selectOf(
  stationMapping,
  'id, id as stationId, name, regionId, stationClassId, status, timeZone, jurisdiction, currency, language, address, phone',
);
const text = `
  select ${columns}
  from station
  where id > $1 and ($2 = '' or region_id = nullif($2, '')::uuid)
  order by id limit $3`;

@Query()
export class ListStations {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListStationsRequest): Promise<ListStationsResponse> {
    const { after, limit } = pageOf(request);
    const stations = await this.reader.rows<RowOf<typeof columns>>(text, [after, request.regionId, limit]);
    return ListStationsResponse.fromJSON({ stations, nextPageToken: nextPageToken(stations, limit) });
  }
}
