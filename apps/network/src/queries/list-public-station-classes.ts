import { Query } from '@waystation/call';
import {
  ListPublicStationClassesResponse,
  type ListPublicStationClassesRequest,
} from '@waystation/contracts/network/v1/service';
import { nextPageToken, pageOf, Reader } from '@waystation/store';

@Query()
export class ListPublicStationClasses {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListPublicStationClassesRequest): Promise<ListPublicStationClassesResponse> {
    const { after, limit } = pageOf(request);
    const stationClasses = await this.reader.rows<{ id: string }>(
      `select id, id as "stationClassId", revision, needs as "stationClass"
       from station_class where id > $1 order by id limit $2`,
      [after, limit],
    );
    return ListPublicStationClassesResponse.fromJSON({
      stationClasses,
      nextPageToken: nextPageToken(stationClasses, limit),
    });
  }
}
