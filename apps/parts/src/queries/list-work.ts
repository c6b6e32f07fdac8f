import { Query } from '@waystation/call';
import { Role } from '@waystation/contracts/options';
import { ListWorkResponse, type ListWorkRequest } from '@waystation/contracts/parts/v1/service';
import { isId } from '@waystation/model';
import { pageToken, Reader } from '@waystation/store';

interface Item {
  kind: string;
  subjectId: string;
  since: Date;
}

/** What someone has to do: whose it is, since when it waits, and where it stands. All of it is for anyone of the role. */
interface Kind {
  role: Role;
  rule: string;
  from: string;
  since: string;
  /** Left out where nothing says when it has to be done. */
  dueAt?: string;
  /** Left out where it belongs to no visit. */
  visitId?: string;
}

const ofKeeper = { role: Role.PARTS_CLERK, visitId: 'visit_id' };
const ofSupply = { ...ofKeeper, rule: 'APT-D08', dueAt: 'expected_at' };

// What is set aside for visits is not there for others, and what is on its way for them neither.
const belowLevel = `min_milli > (
  select coalesce(sum(on_hand_milli - reserved_milli), 0) from stock_balance
  where station_id = $1 and part_number = stock_level.part_number) + (
  select coalesce(sum(milli - received_milli), 0) from supply_order
  where station_id = $1 and part_number = stock_level.part_number and status = 'ordered' and visit_id is null)`;

const kinds: Readonly<Record<string, Kind>> = {
  pick_to_shelf: {
    ...ofKeeper,
    rule: 'APT-D08',
    from: 'reservation where to_shelve_since is not null',
    since: 'to_shelve_since',
    dueAt: 'needed_at',
  },
  issue_parts: {
    ...ofKeeper,
    rule: 'REP-D09',
    from: 'reservation where to_issue_since is not null',
    since: 'to_issue_since',
  },
  return_parts: {
    ...ofKeeper,
    rule: 'REP-D09',
    from: 'reservation where to_return_since is not null',
    since: 'to_return_since',
  },
  order_parts: { ...ofSupply, from: `supply_order where status = 'needed'`, since: 'needed_at' },
  receive_order: { ...ofSupply, from: `supply_order where status = 'ordered'`, since: 'ordered_at' },
  restock_part: { role: Role.PARTS_CLERK, rule: '', from: `stock_level where ${belowLevel}`, since: 'set_at' },
  dispose_replaced_part: {
    role: Role.SERVICE_ADVISOR,
    rule: 'DEL-D08',
    from: `replaced_part where status = 'kept'`,
    since: 'kept_at',
    visitId: 'visit_id',
  },
};

@Query()
export class ListWork {
  constructor(private readonly reader: Reader) {}

  async execute({ role, pageSize, pageToken: token }: ListWorkRequest): Promise<ListWorkResponse> {
    const looksRight = ([since = '', subjectId = '']: readonly string[]) =>
      !Number.isNaN(Date.parse(since)) && isId(subjectId);
    const [since = '-infinity', subjectId = nil, kind = ''] = pageToken.read(token, looksRight) ?? [];
    const asked = Object.entries(kinds).filter(([, each]) => role === Role.UNSPECIFIED || role === each.role);
    if (asked.length === 0) return ListWorkResponse.fromPartial({});
    const limit = pageSize || 50;
    const items = await this.reader.rows<Item>(
      `select * from (${asked.map(([name, each]) => partOf(name, each)).join(' union all ')}) as work
       where (since, "subjectId", kind) > ($2::timestamptz, $3::uuid, $4)
       order by since, "subjectId", kind limit $5`,
      [this.reader.station, since, subjectId, kind, limit],
    );
    const last = items.length < limit ? undefined : items.at(-1);
    const nextPageToken = last ? pageToken.of(last.since.toISOString(), last.subjectId, last.kind) : '';
    return ListWorkResponse.fromJSON({ items, nextPageToken });
  }
}

const nil = '00000000-0000-0000-0000-000000000000';

function partOf(name: string, { role, rule, from, since, dueAt, visitId }: Kind): string {
  const columns = [
    `'${name}' as kind`,
    'id as "subjectId"',
    `${visitId ?? 'null::uuid'} as "visitId"`,
    `'${role}' as role`,
    `${since} as since`,
    `${dueAt ?? 'null::timestamptz'} as "dueAt"`,
    `'${rule}' as rule`,
  ];
  return `select ${columns.join(', ')} from ${from} and station_id = $1`;
}
