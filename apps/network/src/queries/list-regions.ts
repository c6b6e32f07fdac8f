import { Query } from '@waystation/call';
import { ListRegionsResponse, type ListRegionsRequest } from '@waystation/contracts/network/v1/service';
import { nextPageToken, pageOf, Reader, selectOf, type RowOf } from '@waystation/store';
import { regionMapping } from '../store/region.mapping.ts';

const columns = selectOf(regionMapping, 'id, id as regionId, name');
const text = `select ${columns} from region where id > $1 order by id limit $2`;

@Query()
export class ListRegions {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListRegionsRequest): Promise<ListRegionsResponse> {
    const { after, limit } = pageOf(request);
    const regions = await this.reader.rows<RowOf<typeof columns>>(text, [after, limit]);
    return ListRegionsResponse.fromJSON({ regions, nextPageToken: nextPageToken(regions, limit) });
  }
}
