import { Query } from '@waystation/call';
import { ListStationClassesResponse, type ListStationClassesRequest } from '@waystation/contracts/network/v1/service';
import { nextPageToken, pageOf, Reader } from '@waystation/store';

@Query()
export class ListStationClasses {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListStationClassesRequest): Promise<ListStationClassesResponse> {
    const { after, limit } = pageOf(request);
    const stationClasses = await this.reader.rows<{ id: string }>(
      `select id, id as "stationClassId", revision, needs as "stationClass"
       from station_class where id > $1 order by id limit $2`,
      [after, limit],
    );
    return ListStationClassesResponse.fromJSON({ stationClasses, nextPageToken: nextPageToken(stationClasses, limit) });
  }
}
