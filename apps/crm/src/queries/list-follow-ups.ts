import { Query } from '@waystation/call';
import { ListFollowUpsResponse, type ListFollowUpsRequest } from '@waystation/contracts/crm/v1/service';
import { nextPageToken, pageToken, Reader } from '@waystation/store';
import { followUpSummary, type FollowUpLine } from '../store/follow-up-columns.ts';

@Query()
export class ListFollowUps {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListFollowUpsRequest): Promise<ListFollowUpsResponse> {
    const { visitId, statuses, pageSize } = request;
    const [dueAt, followUpId] = pageToken.after(request.pageToken, 'time', 'id');
    const limit = pageSize || 50;
    const followUps = await this.reader.rows<FollowUpLine>(
      `select ${followUpSummary} from follow_up
       where station_id = $1 and (due_at, id) > ($2::timestamptz, $3::uuid)
         and ($4 = '' or visit_id = nullif($4, '')::uuid) and (cardinality($5::text[]) = 0 or status = any($5))
       order by due_at, id limit $6`,
      [this.reader.station, dueAt, followUpId, visitId, statuses, limit],
    );
    return ListFollowUpsResponse.fromJSON({
      followUps,
      nextPageToken: nextPageToken(followUps, limit, (line) => [line.dueAt, line.followUpId]),
    });
  }
}
