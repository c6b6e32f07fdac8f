import { Query, type Call, type QueryClass } from '@waystation/call';
import type { EventRecord } from '@waystation/contracts/standard/v1/record';
import { Invalid } from '@waystation/model';
import { Reader } from '@waystation/store';

/** The rpc's request, alike in every service. */
export interface ListEventsRequest {
  stationId: string;
  visitId: string;
  /** 0: 50. */
  pageSize: number;
  pageToken: string;
}

export interface ListEventsResponse {
  events: EventRecord[];
  /** Empty: there are no more. */
  nextPageToken: string;
}

interface OutboxRow {
  id: string;
  event_id: string;
  type: string;
  topic: string;
  seq: string;
  headers: string;
  payload: string;
  occurred_at: Date;
  created_at: Date;
}

const pageSizeDefault = 50;
/** An answer stays well below what a gRPC client takes, 4 MB. */
const pageBytesMax = 2_000_000;

/** What a service published of a visit, in the order in which it was published: read from its own outbox. */
@Query()
export class ListEvents implements QueryClass<ListEventsRequest, ListEventsResponse> {
  constructor(private readonly reader: Reader) {}

  async execute({ visitId, pageSize, pageToken }: ListEventsRequest, { stationId }: Call): Promise<ListEventsResponse> {
    const limit = pageSize || pageSizeDefault;
    const rows = await this.reader.rows<OutboxRow>(
      `select id, event_id, type, topic, seq, headers, payload, occurred_at, created_at from outbox
       where station_id = $1 and correlation_id = $2 and id > $3 order by id limit $4`,
      [stationId, visitId, idOf(pageToken), limit + 1],
    );
    const page = rows.slice(0, fitting(rows, limit));
    const next = page.length < rows.length ? tokenOf(page.at(-1)!.id) : '';
    return { events: page.map(recordOf), nextPageToken: next };
  }
}

function fitting(rows: readonly OutboxRow[], limit: number): number {
  let bytes = 0;
  const tooMuch = rows.findIndex(
    ({ payload }, index) => (bytes += Buffer.byteLength(payload)) > pageBytesMax && index > 0,
  );
  return tooMuch < 0 ? limit : Math.min(limit, tooMuch);
}

function recordOf(row: OutboxRow): EventRecord {
  const headers = JSON.parse(row.headers) as Record<string, string>;
  const { ce_actor: actor = '', ce_subject: subject = '', ce_step: step = '' } = headers;
  const [role = '', id = ''] = actor.split(':');
  const isOwn = role === 'system';
  const isDeviation = row.type.startsWith('waystation.standard.');
  const { rule = '' } = isDeviation ? (JSON.parse(row.payload) as { rule?: string }) : {};
  return {
    eventId: row.event_id,
    type: row.type,
    topic: row.topic,
    sequence: BigInt(row.seq),
    subjectId: subject,
    occurredAt: row.occurred_at,
    recordedAt: row.created_at,
    actorRole: isOwn ? '' : role,
    actorId: isOwn ? '' : id,
    step,
    rule,
    payloadJson: row.payload,
  };
}

function tokenOf(id: string): string {
  return Buffer.from(id).toString('base64url');
}

function idOf(token: string): string {
  if (token === '') return '0';
  const id = Buffer.from(token, 'base64url').toString();
  if (/^\d{1,18}$/.test(id)) return id;
  throw new Invalid([
    { field: 'page_token', description: 'must be the one of an answer', reason: 'PAGE_TOKEN_NOT_VALID' },
  ]);
}
