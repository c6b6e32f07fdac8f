import { Query } from '@waystation/call';
import { ListPartsResponse, type ListPartsRequest } from '@waystation/contracts/parts/v1/service';
import { nextPageToken, pageToken, Reader, selectOf, type RowOf } from '@waystation/store';
import { partMapping } from '../store/part.mapping.ts';

const columns = selectOf(partMapping, 'id as partId, partNumber, descriptionEn, descriptionZh, unit, core, leadDays');
const text = `select ${columns}, coalesce(superseded_by, '') as "supersededBy"
  from part where starts_with(part_number, $1) and part_number > $2 order by part_number limit $3`;

@Query()
export class ListParts {
  constructor(private readonly reader: Reader) {}

  async execute({ partNumberPrefix, pageSize, ...request }: ListPartsRequest): Promise<ListPartsResponse> {
    const [after] = pageToken.after(request.pageToken, 'text');
    const limit = pageSize || 50;
    const parts = await this.reader.rows<RowOf<typeof columns>>(text, [partNumberPrefix, after, limit]);
    return ListPartsResponse.fromJSON({
      parts,
      nextPageToken: nextPageToken(parts, limit, ({ partNumber }) => [partNumber]),
    });
  }
}
