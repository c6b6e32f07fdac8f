import { Query } from '@waystation/call';
import { ListStationsResponse, type ListStationsRequest } from '@waystation/contracts/network/v1/service';
import { nextPageToken, pageOf, Reader } from '@waystation/store';

@Query()
export class ListStations {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListStationsRequest): Promise<ListStationsResponse> {
    const { after, limit } = pageOf(request);
    const stations = await this.reader.rows<{ id: string }>(
      `select id, id as "stationId", name, region_id as "regionId", station_class_id as "stationClassId", status, zone,
         jurisdiction, currency, language, address, phone
       from station
       where id > $1 and ($2 = '' or region_id = nullif($2, '')::uuid)
       order by id limit $3`,
      [after, request.regionId, limit],
    );
    return ListStationsResponse.fromJSON({ stations, nextPageToken: nextPageToken(stations, limit) });
  }
}
