import { Query } from '@waystation/call';
import { Role } from '@waystation/contracts/options';
import { ListWorkResponse, type ListWorkRequest } from '@waystation/contracts/reception/v1/service';
import { isId } from '@waystation/model';
import { pageToken, Reader } from '@waystation/store';

interface Item {
  kind: string;
  subjectId: string;
  since: Date;
}

/** What someone has to do: since when it waits, and where it stands. */
interface Kind {
  /** For an advisor where it is left out. */
  role?: Role;
  /** Left out where the row names it. */
  rule?: string;
  from: string;
  since: string;
  /** Left out where it is for any advisor. */
  assignee?: string;
  due?: string;
}

const atDesk = { since: 'opened_at', assignee: 'advisor_id' };
const ofOrder = { since: 'since', assignee: 'advisor_id' };
const unsigned = `repair_order where advisor_id is not null and status in ('drafted', 'quoted', 'presented')`;
const isQuoted = `${unsigned} and quote is not null and jsonb_typeof(quote) <> 'null'`;
const isPromised = `${isQuoted} and promise is not null and jsonb_typeof(promise) <> 'null'`;

const kinds: Readonly<Record<string, Kind>> = {
  open_visit: { rule: 'REC-D02', from: `arrival where status = 'waiting'`, since: 'arrived_at' },
  greet: { rule: 'REC-D03', from: `check_in where status = 'open' and greeted_at is null`, ...atDesk },
  confirm_preparation: {
    rule: 'REC-D01',
    from: `check_in where status = 'open' and by_appointment and preparation_at is null`,
    ...atDesk,
  },
  complete_check_sheet: {
    rule: 'REC-D05',
    from: `check_in where status = 'open' and sheet_completed_at is null`,
    ...atDesk,
  },
  record_condition: { rule: 'REC-D07', from: `check_in where status = 'open' and condition_at is null`, ...atDesk },
  diagnose: {
    rule: 'REC-D06',
    from: `check_in where status = 'open' and undiagnosed_since is not null`,
    since: 'undiagnosed_since',
    assignee: 'advisor_id',
  },
  quote: {
    rule: 'REC-D11',
    from: `repair_order where advisor_id is not null and status = 'drafted' and jsonb_path_exists(items, '$[*] ? (@.status == "ordered")')`,
    ...ofOrder,
  },
  promise: { rule: 'REC-D11', from: `${isQuoted} and (promise is null or jsonb_typeof(promise) = 'null')`, ...ofOrder },
  explain: { rule: 'REC-D10', from: `${isPromised} and explained_at is null`, ...ofOrder },
  present: { rule: 'REC-D12', from: `${isPromised} and status = 'quoted'`, ...ofOrder },
  sign: { rule: 'REC-D12', from: `repair_order where status in ('presented', 'customer_signed')`, ...ofOrder },
  give_copy: { rule: 'REC-D12', from: `repair_order where status = 'signed' and copied_at is null`, ...ofOrder },
  record_waiting_arrangement: {
    rule: 'REC-D15',
    from: `check_in where status = 'done' and settled_at is null`,
    ...atDesk,
  },
  answer_finding: {
    rule: 'REP-D03',
    from: 'repair_order where finding_open_since is not null',
    since: 'finding_open_since',
    assignee: 'advisor_id',
  },
  accept_handover: {
    rule: 'INS-D09',
    from: `visit where status = 'in_inspection' and handover is not null and jsonb_typeof(handover) <> 'null'`,
    since: `(handover ->> 'handedOverAt')::timestamptz`,
    assignee: 'advisor_id',
    due: 'promised_at',
  },
  answer_recommendation: {
    rule: 'DEL-D10',
    from: `recommendation where status = 'open'`,
    since: 'recommended_at',
    assignee: 'advisor_id',
  },
  sign_refusal: {
    rule: 'DEL-D11',
    from: `recommendation where status = 'refused' and urgency = 'immediate'`,
    since: 'answered_at',
    assignee: 'advisor_id',
  },
  grant_override: {
    role: Role.AFTER_SALES_MANAGER,
    from: `rule_override where status = 'requested' and visit_id in
      (select id from visit where station_id = $1 and status not in ('delivered', 'closed', 'no_show', 'cancelled'))`,
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

function roleOf({ role = Role.SERVICE_ADVISOR }: Kind): Role {
  return role;
}

/** @param person the parameter that holds for whom it is asked */
function partOf(name: string, kind: Kind, person: string | undefined): string {
  const { rule, from, since, assignee, due } = kind;
  const columns = [
    `'${name}' as kind`,
    'id as "subjectId"',
    'visit_id as "visitId"',
    `'${roleOf(kind)}' as role`,
    `${assignee ?? 'null::uuid'} as "assigneeId"`,
    `${since} as since`,
    `${due ?? 'null::timestamptz'} as "dueAt"`,
    rule === undefined ? 'rule' : `'${rule}' as rule`,
  ];
  const isFor = person && assignee ? ` and (${assignee} is null or ${assignee} = ${person}::uuid)` : '';
  return `select ${columns.join(', ')} from ${from} and station_id = $1${isFor}`;
}
