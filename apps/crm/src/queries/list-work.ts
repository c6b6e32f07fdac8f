import { Query } from '@waystation/call';
import { Role } from '@waystation/contracts/options';
import { ListWorkResponse, type ListWorkRequest } from '@waystation/contracts/crm/v1/service';
import { isId } from '@waystation/model';
import { pageToken, Reader } from '@waystation/store';

interface Item {
  subjectId: string;
  since: Date;
}

@Query()
export class ListWork {
  constructor(private readonly reader: Reader) {}

  /** All of it is for any of the agents, so for whom it is asked changes nothing. */
  async execute({ role, pageSize, pageToken: token }: ListWorkRequest): Promise<ListWorkResponse> {
    if (role !== Role.UNSPECIFIED && role !== Role.FOLLOW_UP_AGENT) return ListWorkResponse.fromPartial({});
    const looksRight = ([since = '', subjectId = '']: readonly string[]) =>
      !Number.isNaN(Date.parse(since)) && isId(subjectId);
    const [since = '-infinity', subjectId = nil] = pageToken.read(token, looksRight) ?? [];
    const limit = pageSize || 50;
    const items = await this.reader.rows<Item>(
      `select 'follow_up' as kind, id as "subjectId", visit_id as "visitId", '${Role.FOLLOW_UP_AGENT}' as role,
         delivered_at as since, due_at as "dueAt", 'FUP-D01' as rule
       from follow_up where station_id = $1 and status = 'open' and (delivered_at, id) > ($2::timestamptz, $3::uuid)
       order by delivered_at, id limit $4`,
      [this.reader.station, since, subjectId, limit],
    );
    const last = items.length < limit ? undefined : items.at(-1);
    const nextPageToken = last ? pageToken.of(last.since.toISOString(), last.subjectId) : '';
    return ListWorkResponse.fromJSON({ items, nextPageToken });
  }
}

const nil = '00000000-0000-0000-0000-000000000000';
