import { Query } from '@waystation/call';
import { ListVisitsResponse, type ListVisitsRequest } from '@waystation/contracts/reception/v1/service';
import { isId } from '@waystation/model';
import { pageToken, Reader } from '@waystation/store';
import { visitSummary } from '../store/visit-columns.ts';

// Each may take an index of its own, which it could not if one text held all filters.
const filters = {
  stages: (value: string) => `status = any(${value}::text[])`,
  advisor: (value: string) => `advisor_id = ${value}`,
  before: (value: string) => `id < ${value}`,
};

@Query()
export class ListVisits {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListVisitsRequest): Promise<ListVisitsResponse> {
    const { stages, advisorId, pageSize } = request;
    const [before] = pageToken.read(request.pageToken, ([id = '']) => isId(id)) ?? [];
    const limit = pageSize || 50;
    const asked = { stages: stages.length > 0 && stages, advisor: advisorId, before };
    const given = Object.entries(asked).filter(([, value]) => value) as [keyof typeof filters, unknown][];
    const conditions = given.map(([name], index) => ` and ${filters[name](`$${index + 3}`)}`);
    // Of a visit that is only expected nothing is known yet that could be shown.
    const visits = await this.reader.rows<{ visitId: string }>(
      `select ${visitSummary} from visit
       where station_id = $1 and status <> 'expected'${conditions.join('')} order by id desc limit $2`,
      [this.reader.station, limit, ...given.map(([, value]) => value)],
    );
    return ListVisitsResponse.fromJSON({
      visits,
      nextPageToken: visits.length < limit ? '' : pageToken.of(visits.at(-1)!.visitId),
    });
  }
}
