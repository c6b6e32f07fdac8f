import { Query } from '@waystation/call';
import { ListWorkResponse, type ListWorkRequest } from '@waystation/contracts/appointments/v1/service';
import { Role } from '@waystation/contracts/options';
import { isId } from '@waystation/model';
import { pageToken, Reader } from '@waystation/store';

interface Item {
  kind: string;
  subjectId: string;
  since: Date;
}

/** What someone has to do: whose it is, since when it waits, until when it is to be done, and which appointments it is for. */
interface Kind {
  role: Role;
  rule: string;
  where: string;
  since: string;
  due: string;
  /** Left out where it is for anyone of the role. */
  assignee?: string;
}

const kinds: Readonly<Record<string, Kind>> = {
  confirm_appointment: {
    role: Role.APPOINTMENT_CLERK,
    rule: 'APT-D02',
    where: `status = 'requested'`,
    since: 'requested_at',
    due: 'coalesce(start_at, wished_at)',
  },
  answer_diagnosis_help: {
    role: Role.TECHNICAL_EXPERT,
    rule: 'APT-D03',
    where: `status in ('requested', 'confirmed') and help_asked_at is not null`,
    since: 'help_asked_at',
    due: 'coalesce(start_at, wished_at)',
  },
  mark_preparation_item: {
    role: Role.SERVICE_ADVISOR,
    rule: 'APT-D09',
    where: `status = 'confirmed' and items_missing > 0`,
    since: 'confirmed_at',
    due: 'start_at',
    assignee: 'advisor_id',
  },
  reconfirm_appointment: {
    role: Role.APPOINTMENT_CLERK,
    rule: 'APT-D11',
    where: `status = 'confirmed' and (day_due_at is not null or hour_due_at is not null)`,
    since: 'coalesce(hour_due_at, day_due_at)',
    due: 'start_at',
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
    // Asked for where no kind is anyone's own as well, or the parameter's type would be unknown.
    const isMeant = assigneeId !== '' ? ' and $6::uuid is not null' : '';
    const items = await this.reader.rows<Item>(
      `select * from (${parts.join(' union all ')}) as work
       where (since, "subjectId", kind) > ($2::timestamptz, $3::uuid, $4)${isMeant}
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
function partOf(name: string, { role, rule, where, since, due, assignee }: Kind, person: string | undefined): string {
  const columns = [
    `'${name}' as kind`,
    'id as "subjectId"',
    'visit_id as "visitId"',
    `'${role}' as role`,
    `${assignee ?? 'null::uuid'} as "assigneeId"`,
    `${since} as since`,
    `${due} as "dueAt"`,
    `'${rule}' as rule`,
  ];
  const condition = person && assignee ? ` and (${assignee} is null or ${assignee} = ${person}::uuid)` : '';
  return `select ${columns.join(', ')} from appointment where station_id = $1 and ${where}${condition}`;
}
