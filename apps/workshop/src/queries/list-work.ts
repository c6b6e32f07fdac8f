import { Query } from '@waystation/call';
import { Role } from '@waystation/contracts/options';
import { ListWorkResponse, type ListWorkRequest } from '@waystation/contracts/workshop/v1/service';
import { Invalid, isId } from '@waystation/model';
import { Reader } from '@waystation/store';

interface Item {
  kind: string;
  subjectId: string;
  since: Date;
}

@Query()
export class ListWork {
  constructor(private readonly reader: Reader) {}

  async execute({ role, assigneeId, pageSize, pageToken }: ListWorkRequest): Promise<ListWorkResponse> {
    const [since, subjectId, kind] = startOf(pageToken);
    const limit = pageSize || 50;
    const items = await this.reader.rows<Item>(
      `with work as (
         select case status when 'authorised' then 'dispatch_job' when 'dispatched' then 'start_job'
             when 'paused' then 'resume_job' else 'finish_job' end as kind,
           id as subject_id, visit_id, case status when 'authorised' then 'WORKSHOP_LEAD' else 'TECHNICIAN' end as role,
           lead_technician_id as assignee_id, since, case status when 'in_progress' then 'REP-D15' else '' end as rule
         from job where station_id = $1 and status in ('authorised', 'dispatched', 'in_progress', 'paused')
         union all
         select 'answer_expert', id, visit_id, 'TECHNICAL_EXPERT', null, expert_asked_at, 'REP-D14'
         from job where station_id = $1 and expert_asked_at is not null
         union all
         select 'complete_order_inspection', id, visit_id, 'TECHNICIAN', lead_technician_id, ready_at, 'REP-D15'
         from visit_work where station_id = $1 and status = 'open' and ready_at is not null)
       select kind, subject_id as "subjectId", visit_id as "visitId", role, assignee_id as "assigneeId", since, rule
       from work
       where ($2 = '' or role = $2) and ($3 = '' or assignee_id is null or assignee_id = nullif($3, '')::uuid)
         and (since, subject_id, kind) > ($4::timestamptz, $5::uuid, $6)
       order by since, subject_id, kind limit $7`,
      [this.reader.station, role === Role.UNSPECIFIED ? '' : role, assigneeId, since, subjectId, kind, limit],
    );
    return ListWorkResponse.fromJSON({ items, nextPageToken: items.length < limit ? '' : tokenOf(items.at(-1)!) });
  }
}

function tokenOf({ since, subjectId, kind }: Item): string {
  return `${since.toISOString()}~${subjectId}~${kind}`;
}

function startOf(pageToken: string): [since: string, subjectId: string, kind: string] {
  if (pageToken === '') return ['-infinity', '00000000-0000-0000-0000-000000000000', ''];
  const [since = '', subjectId = '', kind = ''] = pageToken.split('~');
  if (Number.isNaN(Date.parse(since)) || !isId(subjectId)) {
    const field = 'page_token';
    throw new Invalid([{ field, description: 'is none that an answer gave', reason: 'PAGE_TOKEN_UNKNOWN' }]);
  }
  return [since, subjectId, kind];
}
