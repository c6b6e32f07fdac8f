import { Role } from '@waystation/contracts/options';
import { Invalid } from '@waystation/model';
import { pageToken, type Reader } from '@waystation/store';
import { workList, type WorkListRequest } from './work-list.ts';

const station = '0190a1b2-0000-7000-8000-00000000000a';
const anna = '0190a1b2-0000-7000-8000-00000000000b';
const job = '0190a1b2-0000-7000-8000-00000000000c';
const now = new Date('2026-03-02T08:00:00Z');

const list = workList({
  start_job: {
    role: Role.TECHNICIAN,
    rule: '',
    from: 'job',
    where: `status = 'dispatched'`,
    since: 'since',
    assignee: 'lead_id',
    orFor: (person) => `team ? ${person}::text`,
  },
  take_payment: { role: Role.CASHIER, rule: 'DEL-D07', from: 'invoice', where: `status = 'open'`, since: 'issued_at' },
  give_pass: {
    role: Role.SERVICE_ADVISOR,
    from: 'delivery d join statement s using (station_id, id)',
    of: 'd',
    where: ({ now }) => `d.pass_until is null or d.pass_until <= ${now}`,
    since: 's.since',
    due: 'd.due_at',
    assignee: 'd.advisor_id',
    visitId: 'd.id',
  },
});

/** Reads a page and records the database queries. */
async function ask(request: Partial<WorkListRequest>, rows: object[] = []) {
  const asked: { text: string; values: readonly unknown[] }[] = [];
  const reader = {
    station,
    rows: (text: string, values: readonly unknown[] = []) => {
      asked.push({ text: text.replace(/\s+/g, ' '), values });
      return Promise.resolve(rows);
    },
  } as Pick<Reader, 'station' | 'rows'> as Reader;
  const page = await list(
    reader,
    { role: Role.UNSPECIFIED, assigneeId: '', pageSize: 0, pageToken: '', ...request },
    { now },
  );
  return { asked, ...page };
}

describe('The list of waiting work', () => {
  it('selects all kinds in one statement, each by station first', async () => {
    const { asked } = await ask({});
    expect(asked).toHaveLength(1);
    expect(asked[0]!.text.match(/ where (d\.)?station_id = \$1 and \(/g)).toHaveLength(3);
    expect(asked[0]!.text).toContain('order by since, "subjectId", kind limit $5');
    expect(asked[0]!.values).toEqual([station, '-infinity', expect.any(String), '', 50, now]);
  });

  it('selects the work of one role without unused parameters', async () => {
    const { asked } = await ask({ role: Role.CASHIER, assigneeId: anna, pageSize: 7 });
    expect(asked[0]!.text).toContain(
      `(select 'take_payment' as kind, id as "subjectId", visit_id as "visitId", 'CASHIER' as role, ` +
        `null::uuid as "assigneeId", issued_at as since, null::timestamptz as "dueAt", 'DEL-D07' as rule ` +
        `from invoice where station_id = $1 and (status = 'open')) as work`,
    );
    expect(asked[0]!.values).toHaveLength(5);
    expect(asked[0]!.values[4]).toBe(7);
  });

  it('does not query the database for a role without work in the service', async () => {
    expect(await ask({ role: Role.WORKSHOP_LEAD })).toEqual({ asked: [], items: [], nextPageToken: '' });
  });

  it('selects the work of one person, their team, and anyone with the role', async () => {
    const { asked } = await ask({ assigneeId: anna });
    const { text, values } = asked[0]!;
    expect(text).toContain('and (lead_id is null or lead_id = $6::uuid or team ? $6::text)');
    expect(text).toContain('d.pass_until <= $7) and (d.advisor_id is null or d.advisor_id = $6::uuid)');
    expect(values.slice(5)).toEqual([anna, now]);
  });

  it('reads rule, visit and subject from the table of the subject', async () => {
    const { asked } = await ask({ role: Role.SERVICE_ADVISOR });
    expect(asked[0]!.text).toContain(
      `d.id as "subjectId", d.id as "visitId", 'SERVICE_ADVISOR' as role, d.advisor_id as "assigneeId", ` +
        `s.since as since, d.due_at as "dueAt", d.rule from`,
    );
  });

  it('continues after the last entry of a full page', async () => {
    const items = [{ kind: 'start_job', subjectId: job, since: now }];
    const { nextPageToken } = await ask({ pageSize: 1 }, items);
    expect(pageToken.read(nextPageToken, 'time', 'id', 'text')).toEqual([now.toISOString(), job, 'start_job']);
    const { asked, ...last } = await ask({ pageSize: 2, pageToken: nextPageToken }, items);
    expect(asked[0]!.values.slice(1, 4)).toEqual([now.toISOString(), job, 'start_job']);
    expect(last).toEqual({ items, nextPageToken: '' });
  });

  it('refuses the page token of another list for any role', async () => {
    await expect(ask({ role: Role.WORKSHOP_LEAD, pageToken: pageToken.of(job) })).rejects.toThrow(Invalid);
  });
});
