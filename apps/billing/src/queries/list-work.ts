import { Query, type Call } from '@waystation/call';
import { ListWorkResponse, type ListWorkRequest } from '@waystation/contracts/billing/v1/service';
import { Role } from '@waystation/contracts/options';
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
  /** Left out where the row names it. */
  rule?: string;
  from: string;
  subject: string;
  since: string;
  /** Left out where it is for anyone of the role. */
  assignee?: string;
}

const statement = 'statement s';
const invoice = 'invoice i';
const delivery =
  'delivery d left join statement s on s.station_id = d.station_id and s.id = d.id and s.station_id = $1';
const ofAdvisor = { role: Role.SERVICE_ADVISOR, assignee: 'coalesce(d.advisor_id, s.advisor_id)' };
const noPass = `(d.gate_pass is null or (d.gate_pass ->> 'expiresAt')::timestamptz <= $2)`;

const kinds: Readonly<Record<string, Kind>> = {
  draw_statement: {
    ...ofAdvisor,
    rule: 'DEL-D01',
    from: `${delivery} where d.status = 'open' and d.taken_over_at is not null and (s.id is null or s.status = 'stale')
      and d.station_id = $1`,
    subject: 'd.id',
    since: 'coalesce(s.since, d.taken_over_at)',
  },
  close_statement: {
    role: Role.SERVICE_ADVISOR,
    rule: 'DEL-D01',
    from: `${statement} where s.status = 'drawn' and s.station_id = $1`,
    subject: 's.id',
    since: 's.since',
    assignee: 's.advisor_id',
  },
  issue_invoice: {
    role: Role.CASHIER,
    rule: 'DEL-D04',
    from: `${statement} where s.status = 'closed' and s.bills @? '$[*] ? (@.invoiceId == null)' and s.station_id = $1`,
    subject: 's.id',
    since: 's.since',
  },
  take_payment: {
    role: Role.CASHIER,
    rule: 'DEL-D07',
    from: `${invoice} where i.status = 'open' and i.station_id = $1`,
    subject: 'i.id',
    since: 'i.issued_at',
  },
  notify_vehicle_ready: {
    ...ofAdvisor,
    rule: '',
    from: `${delivery} where d.status = 'open' and d.taken_over_at is not null and d.notified_at is null and d.station_id = $1`,
    subject: 'd.id',
    since: 'd.taken_over_at',
  },
  hand_over_documents: {
    ...ofAdvisor,
    rule: 'DEL-D13',
    from: `${delivery} where d.status = 'open' and s.status = 'settled' and d.station_id = $1
      and (d.handed_at is null or d.handed_at < s.closed_at)`,
    subject: 'd.id',
    since: 's.since',
  },
  issue_gate_pass: {
    ...ofAdvisor,
    rule: 'DEL-D14',
    from: `${delivery} where d.status = 'open' and s.status = 'settled' and d.handed_at >= s.closed_at and ${noPass}
      and d.station_id = $1`,
    subject: 'd.id',
    since: 'd.handed_at',
  },
  deliver: {
    role: Role.SERVICE_ADVISOR,
    rule: 'DEL-D05',
    from: `${delivery} where d.status = 'open' and s.status = 'settled' and not ${noPass} and d.station_id = $1`,
    subject: 'd.id',
    since: 'd.gate_pass_issued_at',
    assignee: 's.advisor_id',
  },
  grant_override: {
    role: Role.AFTER_SALES_MANAGER,
    from: `rule_override o where o.status = 'requested' and o.station_id = $1
      and o.visit_id in (select id from delivery where station_id = $1 and status = 'open')`,
    subject: 'o.id',
    since: 'o.requested_at',
  },
};

@Query()
export class ListWork {
  constructor(private readonly reader: Reader) {}

  async execute(
    { role, assigneeId, pageSize, pageToken: token }: ListWorkRequest,
    { now }: Call,
  ): Promise<ListWorkResponse> {
    const looksRight = ([since = '', subjectId = '']: readonly string[]) =>
      !Number.isNaN(Date.parse(since)) && isId(subjectId);
    const [since = '-infinity', subjectId = nil, kind = ''] = pageToken.read(token, looksRight) ?? [];
    const asked = Object.entries(kinds).filter(([, each]) => role === Role.UNSPECIFIED || role === each.role);
    if (asked.length === 0) return ListWorkResponse.fromPartial({});
    const limit = pageSize || 50;
    const parts = asked.map(([name, each]) => partOf(name, each, assigneeId !== '' ? '$7' : undefined));
    // Not every kind asks for the time ($2), but its type must be known.
    const items = await this.reader.rows<Item>(
      `select * from (${parts.join(' union all ')}) as work
       where (since, "subjectId", kind) > ($3::timestamptz, $4::uuid, $5) and $2::timestamptz is not null
       order by since, "subjectId", kind limit $6`,
      [this.reader.station, now, since, subjectId, kind, limit, ...(assigneeId !== '' ? [assigneeId] : [])],
    );
    const last = items.length < limit ? undefined : items.at(-1);
    const nextPageToken = last ? pageToken.of(last.since.toISOString(), last.subjectId, last.kind) : '';
    return ListWorkResponse.fromJSON({ items, nextPageToken });
  }
}

const nil = '00000000-0000-0000-0000-000000000000';

/** @param person the parameter that holds for whom it is asked */
function partOf(
  name: string,
  { role, rule, from, subject, since, assignee }: Kind,
  person: string | undefined,
): string {
  const of = subject.slice(0, subject.indexOf('.'));
  const columns = [
    `'${name}' as kind`,
    `${subject} as "subjectId"`,
    `${of}.visit_id as "visitId"`,
    `'${role}' as role`,
    `${assignee ?? 'null::uuid'} as "assigneeId"`,
    `${since} as since`,
    rule === undefined ? `${of}.rule` : `'${rule}' as rule`,
  ];
  const condition = person && assignee ? ` and (${assignee} is null or ${assignee} = ${person}::uuid)` : '';
  return `select ${columns.join(', ')} from ${from}${condition}`;
}
