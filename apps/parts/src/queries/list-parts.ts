import { Query } from '@waystation/call';
import { ListPartsResponse, type ListPartsRequest } from '@waystation/contracts/parts/v1/service';
import { nextPageToken, pageToken, Reader } from '@waystation/store';

@Query()
export class ListParts {
  constructor(private readonly reader: Reader) {}

  async execute({ numberBegins, pageSize, ...request }: ListPartsRequest): Promise<ListPartsResponse> {
    const [after] = pageToken.after(request.pageToken, 'text');
    const limit = pageSize || 50;
    const parts = await this.reader.rows<{ partNumber: string }>(
      `select id as "partId", part_number as "partNumber", description_en as "descriptionEn",
         description_zh as "descriptionZh", unit, core, lead_days as "leadDays",
         coalesce(superseded_by, '') as "supersededBy"
       from part where starts_with(part_number, $1) and part_number > $2 order by part_number limit $3`,
      [numberBegins, after, limit],
    );
    return ListPartsResponse.fromJSON({
      parts,
      nextPageToken: nextPageToken(parts, limit, ({ partNumber }) => [partNumber]),
    });
  }
}
