import type { Call } from '@waystation/call';
import { Role } from '@waystation/contracts/options';
import { nextPageToken, pageToken, type PageRequest, type Reader } from '@waystation/store';

/**
 * A kind of waiting work. All strings except `rule` are SQL: expressions over the columns of a row, in which `$1` is the
 * station.
 */
export interface WorkKind {
  role: Role;
  /** Rule of the standard that requires the work; empty without one. Left out if the row has it in its column `rule`. */
  rule?: string;
  /** Table, with its joins. */
  from: string;
  /** Alias of the table with the subject of the work; left out if there is only one table. */
  of?: string;
  /** Condition for the waiting rows of the station. */
  where: string | ((parameters: { now: string }) => string);
  since: string;
  /** Due time; left out if the work has no due time. */
  due?: string;
  /** Id of the assignee. If null or left out, anyone with the role may do the work. */
  assignee?: string;
  /** Condition under which a person other than the assignee may do it as well. */
  orFor?: (person: string) => string;
  /** Id of the visit; left out for the column `visit_id`. */
  visitId?: string;
}

/** Request of the rpc, the same in every service. */
export interface WorkListRequest extends PageRequest {
  /** Role whose work is listed; `ROLE_UNSPECIFIED` for all. */
  role: Role;
  /** Person whose work is listed, with work that anyone with the role may do; empty for everyone's. */
  assigneeId: string;
}

/** Entry of the list, in the form that `fromJSON` of the service's response accepts. */
export interface WorkRow {
  kind: string;
  subjectId: string;
  since: Date;
}

/**
 * Creates the query for the waiting work of a service, longest waiting first, in one round trip.
 *
 * @param kinds by the name of the step that does the work
 * @returns a function that reads a page; it throws Invalid `PAGE_TOKEN_NOT_VALID`
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
    // An unused parameter must be left out, since PostgreSQL could not infer its type.
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
