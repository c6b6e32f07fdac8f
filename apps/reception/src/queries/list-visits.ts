import { Query, type Call } from '@waystation/call';
import { ListVisitsResponse, type ListVisitsRequest } from '@waystation/contracts/reception/v1/service';
import { nextPageToken, pageToken, Reader } from '@waystation/store';
import { notReady } from '../store/visit-columns.ts';
import { visitSummary, type VisitLine } from '../store/visit-summary.ts';

// Separate conditions, so that PostgreSQL can use the index that fits the given filters.
const filters = {
  stages: (value: string) => `status = any(${value}::text[])`,
  advisor: (value: string) => `advisor_id = ${value}`,
  before: (value: string) => `id < ${value}`,
  promisedBy: (value: string) => `status in (${notReady}) and promised_at <= ${value}`,
  behind: (value: string) => `(promised_at, id) > ((${value}::text[])[1]::timestamptz, (${value}::text[])[2]::uuid)`,
};

const riskMinutesDefault = 120;

@Query()
export class ListVisits {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListVisitsRequest, { now }: Call): Promise<ListVisitsResponse> {
    const { stages, advisorId, pageSize, promise } = request;
    const limit = pageSize || 50;
    const isByPromise = promise !== '';
    const where = isByPromise ? promisedPart(request, now) : newestPart(request);
    const asked = { stages: stages.length > 0 && stages, advisor: advisorId, ...where };
    const given = Object.entries(asked).filter(([, value]) => value) as [keyof typeof filters, unknown][];
    const conditions = given.map(([name], index) => ` and ${filters[name](`$${index + 3}`)}`);
    // A visit that is only expected has nothing to show yet.
    const visits = await this.reader.rows<VisitLine>(
      `select ${visitSummary} from visit
       where station_id = $1 and status <> 'expected'${conditions.join('')}
       order by ${isByPromise ? 'promised_at, id' : 'id desc'} limit $2`,
      [this.reader.station, limit, ...given.map(([, value]) => value)],
    );
    const keysOf = ({ promisedAt, visitId }: VisitLine) => (isByPromise ? [promisedAt!, visitId] : [visitId]);
    return ListVisitsResponse.fromJSON({ visits, nextPageToken: nextPageToken(visits, limit, keysOf) });
  }
}

function newestPart(request: ListVisitsRequest) {
  const [before] = pageToken.read(request.pageToken, 'id') ?? [];
  return { before };
}

function promisedPart({ promise, riskMinutes, pageToken: token }: ListVisitsRequest, now: Date) {
  const aheadMs = promise === 'late' ? 0 : (riskMinutes || riskMinutesDefault) * 60_000;
  const behind = pageToken.read(token, 'time', 'id');
  return { promisedBy: new Date(Number(now) + aheadMs), behind };
}
