import { Query } from '@waystation/call';
import { ListRegionsResponse, type ListRegionsRequest } from '@waystation/contracts/network/v1/service';
import { nextPageToken, pageOf, Reader } from '@waystation/store';

@Query()
export class ListRegions {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListRegionsRequest): Promise<ListRegionsResponse> {
    const { after, limit } = pageOf(request);
    const regions = await this.reader.rows<{ id: string }>(
      'select id, id as "regionId", name from region where id > $1 order by id limit $2',
      [after, limit],
    );
    return ListRegionsResponse.fromJSON({ regions, nextPageToken: nextPageToken(regions, limit) });
  }
}
