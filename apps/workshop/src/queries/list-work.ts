import { Query } from '@waystation/call';
import { Role } from '@waystation/contracts/options';
import { ListWorkResponse, type ListWorkRequest } from '@waystation/contracts/workshop/v1/service';
import { isId } from '@waystation/model';
import { pageToken, Reader } from '@waystation/store';

interface Item {
  kind: string;
  subjectId: string;
  since: Date;
}

/** What someone has to do: whose it is, since when it waits, and where it stands. */
interface Kind {
  role: Role;
  rule: string;
  from: string;
  since: string;
  /** Left out where it is for anyone of the role. */
  assignee?: string;
  /** Who else may do it: `$` stands for him. */
  orFor?: string;
}

const ofTeam = { assignee: 'lead_technician_id', orFor: 'other_technician_ids ? $::text' };

const kinds: Readonly<Record<string, Kind>> = {
  dispatch_job: { role: Role.WORKSHOP_LEAD, rule: '', from: `job where status = 'authorised'`, since: 'since' },
  start_job: { role: Role.TECHNICIAN, rule: '', from: `job where status = 'dispatched'`, since: 'since', ...ofTeam },
  resume_job: { role: Role.TECHNICIAN, rule: '', from: `job where status = 'paused'`, since: 'since', ...ofTeam },
  finish_job: {
    role: Role.TECHNICIAN,
    rule: 'REP-D15',
    from: `job where status = 'in_progress'`,
    since: 'since',
    ...ofTeam,
  },
  answer_expert_help: {
    role: Role.TECHNICAL_EXPERT,
    rule: 'REP-D14',
    from: 'job where expert_help_requested_at is not null',
    since: 'expert_help_requested_at',
  },
  complete_order_inspection: {
    role: Role.TECHNICIAN,
    rule: 'REP-D15',
    from: `visit_work where status = 'open' and ready_at is not null`,
    since: 'ready_at',
    assignee: 'lead_technician_id',
  },
};

@Query()
export class ListWork {
  constructor(private readonly reader: Reader) {}

  async execute({ role, assigneeId, pageSize, pageToken: token }: ListWorkRequest): Promise<ListWorkResponse> {
    const looksRight = ([since = '', subjectId = '']: readonly string[]) =>
      !Number.isNaN(Date.parse(since)) && isId(subjectId);
    const [since = '-infinity', subjectId = nil, kind = ''] = pageToken.read(token, looksRight) ?? [];
    const asked = Object.entries(kinds).filter(([, each]) => role === Role.UNSPECIFIED || role === each.role);
    if (asked.length === 0) return ListWorkResponse.fromPartial({});
    const limit = pageSize || 50;
    const parts = asked.map(([name, each]) => partOf(name, each, assigneeId !== '' ? '$6' : undefined));
    const items = await this.reader.rows<Item>(
      `select * from (${parts.join(' union all ')}) as work
       where (since, "subjectId", kind) > ($2::timestamptz, $3::uuid, $4)
       order by since, "subjectId", kind limit $5`,
      [this.reader.station, since, subjectId, kind, limit, ...(assigneeId !== '' ? [assigneeId] : [])],
    );
    const last = items.length < limit ? undefined : items.at(-1);
    const nextPageToken = last ? pageToken.of(last.since.toISOString(), last.subjectId, last.kind) : '';
    return ListWorkResponse.fromJSON({ items, nextPageToken });
  }
}

const nil = '00000000-0000-0000-0000-000000000000';

/** @param person the parameter that holds for whom it is asked */
function partOf(name: string, { role, rule, from, since, assignee, orFor }: Kind, person: string | undefined): string {
  const columns = [
    `'${name}' as kind`,
    'id as "subjectId"',
    'visit_id as "visitId"',
    `'${role}' as role`,
    `${assignee ?? 'null::uuid'} as "assigneeId"`,
    `${since} as since`,
    `'${rule}' as rule`,
  ];
  const isFor = [
    `${assignee} is null`,
    `${assignee} = ${person}::uuid`,
    ...(orFor ? [orFor.replace('$', person!)] : []),
  ];
  const condition = person && assignee ? ` and (${isFor.join(' or ')})` : '';
  return `select ${columns.join(', ')} from ${from} and station_id = $1${condition}`;
}
