import type { Call } from '@waystation/call';
import { Role } from '@waystation/contracts/options';
import { nextPageToken, pageToken, type PageRequest, type Reader } from '@waystation/store';

/**
 * One kind of work that waits for someone. All texts but `role` and `rule` are SQL: expressions over the columns of a row,
 * in which `$1` is the station.
 */
export interface WorkKind {
  role: Role;
  /** Rule of the standard that asks for it; empty: none does. Left out where the row names it in its column `rule`. */
  rule?: string;
  /** Table, with its joins. */
  from: string;
  /** Alias of the table that the work is about; left out where there is only one. */
  of?: string;
  /** Rows that wait, of those of the station. */
  where: string | ((parameters: { now: string }) => string);
  since: string;
  /** Left out where nothing says when it has to be done. */
  due?: string;
  /** Id of the person whose work it is; null in the row, or left out here: anyone of the role may do it. */
  assignee?: string;
  /** Condition by which a person other than the assignee may do it as well. */
  orFor?: (person: string) => string;
  /** Left out: the row's own visit. */
  visitId?: string;
}

/** The rpc's request, alike in every service. */
export interface WorkListRequest extends PageRequest {
  /** Only this role's work; `ROLE_UNSPECIFIED`: all. */
  role: Role;
  /** Only this person's work and what anyone of the role may do. Empty: everyone's. */
  assigneeId: string;
}

/** One entry of the list; `fromJSON` of the service's response takes it. */
export interface WorkRow {
  kind: string;
  subjectId: string;
  since: Date;
}

/**
 * Query for the work that waits in a service, the longest waiting first, in one round trip.
 *
 * @param kinds by name, which is the step that does the work
 * @returns a function that answers a page; it throws Invalid `PAGE_TOKEN_NOT_VALID`
 */
export function workList(kinds: Readonly<Record<string, WorkKind>>) {
  return async (
    reader: Reader,
    { role, assigneeId, pageSize, pageToken: token }: WorkListRequest,
    { now }: Pick<Call, 'now'>,
  ): Promise<{ items: WorkRow[]; nextPageToken: string }> => {
    const [since, subjectId, kind] = pageToken.after(token, 'time', 'id', 'text');
    const limit = pageSize || 50;
    const asked = Object.entries(kinds).filter(([, each]) => role === Role.UNSPECIFIED || role === each.role);
    if (asked.length === 0) return { items: [], nextPageToken: '' };

    const values: unknown[] = [reader.station, since, subjectId, kind, limit];
    const parameters = new Map<unknown, string>();
    // A parameter that no kind names must be left out, or PostgreSQL could not tell its type.
    const parameter = (value: unknown): string => {
      if (!parameters.has(value)) parameters.set(value, `$${values.push(value)}`);
      return parameters.get(value)!;
    };
    const rowsOf = ([name, each]: [string, WorkKind]) => selectOf(name, each, assigneeId, now, parameter);
    const items = await reader.rows<WorkRow>(
      `select * from (${asked.map(rowsOf).join(' union all ')}) as work
       where (since, "subjectId", kind) > ($2::timestamptz, $3::uuid, $4)
       order by since, "subjectId", kind limit $5`,
      values,
    );
    return { items, nextPageToken: nextPageToken(items, limit, (row) => [row.since, row.subjectId, row.kind]) };
  };
}

function selectOf(
  name: string,
  { role, rule, from, of, where, since, due, assignee, orFor, visitId }: WorkKind,
  assigneeId: string,
  now: Date,
  parameter: (value: unknown) => string,
): string {
  const own = of === undefined ? '' : `${of}.`;
  const columns = [
    `'${name}' as kind`,
    `${own}id as "subjectId"`,
    `${visitId ?? `${own}visit_id`} as "visitId"`,
    `'${role}' as role`,
    `${assignee ?? 'null::uuid'} as "assigneeId"`,
    `${since} as since`,
    `${due ?? 'null::timestamptz'} as "dueAt"`,
    rule === undefined ? `${own}rule` : `'${rule}' as rule`,
  ];
  const waits = typeof where === 'string' ? where : where({ now: parameter(now) });
  const conditions = [`${own}station_id = $1`, `(${waits})`];
  if (assignee && assigneeId !== '') {
    const person = parameter(assigneeId);
    const mayDoIt = [`${assignee} is null`, `${assignee} = ${person}::uuid`, ...(orFor ? [orFor(person)] : [])];
    conditions.push(`(${mayDoIt.join(' or ')})`);
  }
  return `select ${columns.join(', ')} from ${from} where ${conditions.join(' and ')}`;
}
