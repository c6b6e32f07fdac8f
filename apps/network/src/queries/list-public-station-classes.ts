import { Query } from '@waystation/call';
import {
  ListPublicStationClassesResponse,
  type ListPublicStationClassesRequest,
} from '@waystation/contracts/network/v1/service';
import { nextPageToken, pageOf, Reader, selectOf, type RowOf } from '@waystation/store';
import { stationClassMapping } from '../store/station-class.mapping.ts';

const columns = selectOf(stationClassMapping, 'id, id as stationClassId, revision, needs as stationClass');
const text = `select ${columns} from station_class where id > $1 order by id limit $2`;

@Query()
export class ListPublicStationClasses {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListPublicStationClassesRequest): Promise<ListPublicStationClassesResponse> {
    const { after, limit } = pageOf(request);
    const stationClasses = await this.reader.rows<RowOf<typeof columns>>(text, [after, limit]);
    return ListPublicStationClassesResponse.fromJSON({
      stationClasses,
      nextPageToken: nextPageToken(stationClasses, limit),
    });
  }
}
