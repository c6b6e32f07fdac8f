import { Query, type Call, type QueryClass } from '@waystation/call';
import type { OverrideRecord } from '@waystation/contracts/standard/v1/record';
import { isId } from '@waystation/model';
import { decrypted, pageToken, Reader } from '@waystation/store';

/** The rpc's request, alike in every service. */
export interface ListOverridesRequest {
  stationId: string;
  visitId: string;
  /** 0: 50. */
  pageSize: number;
  pageToken: string;
}

export interface ListOverridesResponse {
  overrides: OverrideRecord[];
  /** Empty: there are no more. */
  nextPageToken: string;
}

interface Row {
  id: string;
  rule: string;
  subject: string;
  revision: number;
  status: string;
  asked_by: string | null;
  asked_at: Date | null;
  words: Buffer | null;
  overridden_by: string | null;
  overridden_at: Date | null;
  reason: Buffer | null;
  used_at: Date | null;
}

const pageSizeDefault = 50;

/** What was asked and given of overrides for a visit, oldest first. */
@Query()
export class ListOverrides implements QueryClass<ListOverridesRequest, ListOverridesResponse> {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListOverridesRequest, { stationId }: Call): Promise<ListOverridesResponse> {
    const after = pageToken.read(request.pageToken, ([id = '']) => isId(id))?.[0] ?? nil;
    const limit = request.pageSize || pageSizeDefault;
    const rows = await this.reader.rows<Row>(
      `select id, rule, subject, revision, status, asked_by, asked_at, words, overridden_by, overridden_at, reason, used_at
       from rule_override where station_id = $1 and visit_id = $2 and id > $3 order by id limit $4`,
      [stationId, request.visitId, after, limit + 1],
    );
    const page = rows.slice(0, limit);
    const next = page.length < rows.length ? pageToken.of(page.at(-1)!.id) : '';
    return { overrides: page.map(recordOf), nextPageToken: next };
  }
}

const nil = '00000000-0000-0000-0000-000000000000';

function recordOf(row: Row): OverrideRecord {
  return {
    overrideId: row.id,
    rule: row.rule,
    subject: row.subject,
    revision: row.revision,
    status: row.used_at ? 'used' : row.status,
    askedBy: row.asked_by ?? '',
    askedAt: row.asked_at ?? undefined,
    words: decrypted<string | null>(row.words) ?? '',
    overriddenBy: row.overridden_by ?? '',
    overriddenAt: row.overridden_at ?? undefined,
    reason: decrypted<string | null>(row.reason) ?? '',
    usedAt: row.used_at ?? undefined,
  };
}
