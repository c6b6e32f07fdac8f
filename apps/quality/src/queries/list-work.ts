import { Query } from '@waystation/call';
import { Role } from '@waystation/contracts/options';
import { ListWorkResponse, type ListWorkRequest } from '@waystation/contracts/quality/v1/service';
import { isId } from '@waystation/model';
import { pageToken, Reader } from '@waystation/store';

interface Item {
  kind: string;
  subjectId: string;
  since: Date;
}

/** What someone has to do: since when it waits, and where it stands. */
interface Kind {
  /** For an inspector where it is left out. */
  role?: Role;
  /** Left out where the row names it. */
  rule?: string;
  from: string;
  since: string;
  /** Left out where it is for anyone of the role. */
  assignee?: string;
}

const ofInspector = { since: 'since', assignee: 'inspector_id' };

const kinds: Readonly<Record<string, Kind>> = {
  start_inspection: { rule: 'INS-D02', from: `inspection where status = 'open'`, since: 'since' },
  record_points: { rule: 'INS-D02', from: `inspection where status = 'started' and points_left > 0`, ...ofInspector },
  wash: {
    rule: 'INS-D08',
    from: `inspection where status in ('open', 'started') and washed_at is null`,
    since: 'since',
  },
  pass: { rule: '', from: `inspection where status = 'started' and points_left = 0`, ...ofInspector },
  park: { rule: 'INS-D13', from: `inspection where status = 'passed' and parked_at is null`, since: 'since' },
  hand_over: { rule: 'INS-D09', from: `inspection where status = 'passed'`, since: 'since' },
  grant_override: {
    role: Role.AFTER_SALES_MANAGER,
    from: `rule_override where status = 'requested' and visit_id in
      (select id from inspection where station_id = $1 and status not in ('handed_over', 'cancelled'))`,
    since: 'requested_at',
  },
};

@Query()
export class ListWork {
  constructor(private readonly reader: Reader) {}

  async execute({ role, assigneeId, pageSize, pageToken: token }: ListWorkRequest): Promise<ListWorkResponse> {
    const looksRight = ([since = '', subjectId = '']: readonly string[]) =>
      !Number.isNaN(Date.parse(since)) && isId(subjectId);
    const [since = '-infinity', subjectId = nil, kind = ''] = pageToken.read(token, looksRight) ?? [];
    const asked = Object.entries(kinds).filter(([, each]) => role === Role.UNSPECIFIED || role === roleOf(each));
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

function roleOf({ role = Role.QUALITY_INSPECTOR }: Kind): Role {
  return role;
}

/** @param person the parameter that holds for whom it is asked */
function partOf(name: string, kind: Kind, person: string | undefined): string {
  const { rule, from, since, assignee } = kind;
  const columns = [
    `'${name}' as kind`,
    'id as "subjectId"',
    'visit_id as "visitId"',
    `'${roleOf(kind)}' as role`,
    `${assignee ?? 'null::uuid'} as "assigneeId"`,
    `${since} as since`,
    rule === undefined ? 'rule' : `'${rule}' as rule`,
  ];
  const condition = person && assignee ? ` and ${assignee} = ${person}::uuid` : '';
  return `select ${columns.join(', ')} from ${from} and station_id = $1${condition}`;
}
