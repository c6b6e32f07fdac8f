import { Query } from '@waystation/call';
import { ListInspectionsResponse, type ListInspectionsRequest } from '@waystation/contracts/quality/v1/service';
import { nextPageToken, pageToken, Reader } from '@waystation/store';
import { inspectionSummary } from '../store/inspection-columns.ts';

// Only the given filters are in the text, so that the database can use the index of each.
const filters = {
  statuses: (value: string) => `status = any(${value}::text[])`,
  after: (value: string) => `id > ${value}`,
};

@Query()
export class ListInspections {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListInspectionsRequest): Promise<ListInspectionsResponse> {
    const { statuses, pageSize } = request;
    const [after] = pageToken.read(request.pageToken, 'id') ?? [];
    const limit = pageSize || 50;
    const asked = { statuses: statuses.length > 0 && statuses, after };
    const given = Object.entries(asked).filter(([, value]) => value) as [keyof typeof filters, unknown][];
    const conditions = given.map(([name], index) => ` and ${filters[name](`$${index + 3}`)}`);
    const inspections = await this.reader.rows<{ inspectionId: string }>(
      `select ${inspectionSummary} from inspection where station_id = $1${conditions.join('')} order by id limit $2`,
      [this.reader.station, limit, ...given.map(([, value]) => value)],
    );
    return ListInspectionsResponse.fromJSON({
      inspections,
      nextPageToken: nextPageToken(inspections, limit, ({ inspectionId }) => [inspectionId]),
    });
  }
}
