import { Query, type Call, type QueryClass } from '@waystation/call';
import type { EventRecord } from '@waystation/contracts/standard/v1/record';
import { pageToken, Reader } from '@waystation/store';

/** Request of the rpc, the same in every service. */
export interface ListEventsRequest {
  stationId: string;
  visitId: string;
  /** 0 means 50. */
  pageSize: number;
  pageToken: string;
}

export interface ListEventsResponse {
  events: EventRecord[];
  /** Empty if there are no more events. */
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
/** Well below the limit of gRPC clients, 4 MB. */
const pageBytesMax = 2_000_000;

/**
 * Lists the events that a service published about a visit, in order, from its outbox. State topics are left out, since
 * they only repeat the result of the events.
 */
@Query()
export class ListEvents implements QueryClass<ListEventsRequest, ListEventsResponse> {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListEventsRequest, { stationId }: Call): Promise<ListEventsResponse> {
    const { visitId } = request;
    const [after] = pageToken.after(request.pageToken, 'sequence');
    const limit = request.pageSize || pageSizeDefault;
    const rows = await this.reader.rows<OutboxRow>(
      `select id, event_id, type, topic, seq, headers, payload, occurred_at, created_at from outbox
       where station_id = $1 and correlation_id = $2 and id > $3 and topic not like '%.state.v%' order by id limit $4`,
      [stationId, visitId, after, limit + 1],
    );
    const page = rows.slice(0, fitting(rows, limit));
    const next = page.length < rows.length ? pageToken.of(page.at(-1)!.id) : '';
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
