import { createHash } from 'node:crypto';
import type { Postgres } from '@waystation/stack';
import { timelineOf } from '../visit/timeline.ts';
import { check, type Check } from './check.ts';
import { ask } from './databases.ts';
import { databases } from './probes.ts';
import type { Driven, Traffic } from './traffic.ts';
import type { Wire } from './wire.ts';

/** Rules that must refuse a step during each visit, in order. */
const refusals = ['APT-D04', 'REP-D01', 'INS-D02', 'DEL-D02', 'DEL-D14'];

/** Rule that refuses only if the customer has a contact whose approval limit the order exceeds. */
const refusalOfContact = 'REC-D12';

/** Service that stores a kind of document. */
const owners: Readonly<Record<string, string>> = {
  repair_order: 'reception',
  inspection_sheet: 'quality',
  guarantee_certificate: 'quality',
  statement: 'billing',
  invoice: 'billing',
};

/** Checks of visits, acknowledged steps, money, bookings, stock and timers. */
export async function businessChecks(postgres: Postgres, traffic: Traffic, wire: Wire): Promise<Check[]> {
  return [
    await closed(traffic),
    refused(traffic),
    await timelines(traffic),
    await documents(traffic),
    await acknowledged(postgres, wire),
    check('a repeated step gets the first answer', `${wire.repeated} repeats`, wire.differing),
    await invoices(postgres, traffic),
    await money(postgres),
    await bookings(postgres),
    await stock(postgres),
    await timers(postgres),
  ];
}

async function closed({ driven, failures }: Traffic): Promise<Check> {
  const faults = [...failures];
  for (const { station, visitId } of driven) {
    const advisor = await station.get({ role: 'SERVICE_ADVISOR' });
    const { summary } = await advisor.api.get<{ summary: { stage: string } }>(`${station.path}/visits/${visitId}`);
    if (summary.stage !== 'closed') faults.push(`visit ${visitId} is ${summary.stage}`);
  }
  return check('every visit is closed', `${driven.length} visits`, faults);
}

function refused({ driven }: Traffic): Check {
  const faults = driven.flatMap(({ visitId, refusals: met }) => {
    const rules = met.map(({ rule }) => rule).join(' ');
    const ofEach = met.map(({ rule }) => rule).filter((rule) => rule !== refusalOfContact);
    return ofEach.join(' ') === refusals.join(' ') ? [] : [`visit ${visitId} was refused by ${rules}`];
  });
  return check(
    'every visit is refused where the standard requires it',
    `${driven.length * refusals.length} refusals`,
    faults,
  );
}

async function timelines({ driven }: Traffic): Promise<Check> {
  const faults: string[] = [];
  for (const { station, visitId } of driven) {
    const { api } = await station.get({ role: 'AFTER_SALES_MANAGER' });
    faults.push(...(await timelineOf(api, station, visitId)).faults.map((fault) => `visit ${visitId}: ${fault}`));
  }
  return check('every service appears in every timeline, no rule was missed', `${driven.length} timelines`, faults);
}

interface Document {
  kind: string;
  documentId: string;
  documentHash: string;
}

async function documents({ driven }: Traffic): Promise<Check> {
  const faults: string[] = [];
  let count = 0;
  for (const { station, visitId } of driven) {
    const { api } = await station.get({ role: 'SERVICE_ADVISOR' });
    const delivery = await api.get<{ documents: Document[] }>(`${station.path}/visits/${visitId}/delivery`);
    const kinds = delivery.documents.map(({ kind }) => kind).sort();
    if (kinds.join() !== Object.keys(owners).sort().join())
      faults.push(`visit ${visitId} has the documents ${kinds.join()}`);
    for (const { kind, documentId, documentHash } of delivery.documents) {
      count += 1;
      const { bytes } = await api.download(`${station.path}/${owners[kind]}/documents/${documentId}`);
      const hash = createHash('sha256').update(bytes).digest('hex');
      if (hash !== documentHash)
        faults.push(`visit ${visitId}: the ${kind} has the hash ${hash}, but ${documentHash} was published`);
    }
  }
  return check('every document matches its published hash', `${count} documents`, faults);
}

/** Checks that the key of each acknowledged step is stored in exactly one service. */
async function acknowledged(postgres: Postgres, { acknowledged: all }: Wire): Promise<Check> {
  const times = new Map<string, number>();
  for (const database of databases) {
    const rows = await ask(postgres, database, 'select key from request_key where key = any($1)', [[...all.keys()]]);
    for (const { key } of rows) times.set(key!, (times.get(key!) ?? 0) + 1);
  }
  const faults = [...all].filter(([key]) => times.get(key) !== 1);
  return check(
    'every acknowledged step is stored exactly once',
    `${all.size} steps`,
    faults.map(([key, path]) => `${path} is stored ${times.get(key) ?? 0} times`),
  );
}

async function invoices(postgres: Postgres, { driven }: Traffic): Promise<Check> {
  const rows = await ask(
    postgres,
    'billing',
    `select i.station_id, i.year, min(i.sequence) as first, max(i.sequence) as last, count(*) as count,
            count(distinct i.visit_id) as visits, c.last_sequence
     from invoice i join invoice_counter c on c.station_id = i.station_id and c.year = i.year
     group by i.station_id, i.year, c.last_sequence`,
  );
  const faults = rows
    .filter(
      (row) =>
        Number(row['first']) !== 1 ||
        new Set([row['last'], row['count'], row['visits'], row['last_sequence']].map(Number)).size > 1,
    )
    .map((row) => JSON.stringify(row));
  const count = rows.reduce((sum, row) => sum + Number(row['count']), 0);
  if (count < driven.length) faults.push(`${count} invoices for ${driven.length} visits`);
  return check('invoice numbers run 1..n, one invoice per visit', `${count} invoices`, faults);
}

async function money(postgres: Postgres): Promise<Check> {
  const rows = await ask(
    postgres,
    'billing',
    `select number, net_minor, tax_minor, amount_minor, open_minor,
            (select coalesce(sum((p ->> 'amountMinor')::bigint), 0) from jsonb_array_elements(payments) p) as paid from invoice`,
  );
  const n = (row: Record<string, string>, name: string) => Number(row[name]);
  const faults = rows.filter(
    (row) =>
      n(row, 'net_minor') + n(row, 'tax_minor') !== n(row, 'amount_minor') ||
      n(row, 'amount_minor') - n(row, 'paid') !== n(row, 'open_minor'),
  );
  return check(
    'net plus tax is the amount, and the amount less payments is open',
    `${rows.length} invoices`,
    faults.map((row) => JSON.stringify(row)),
  );
}

async function bookings(postgres: Postgres): Promise<Check> {
  const [all] = await ask(postgres, 'workshop', 'select count(*) as count from booking');
  const overlaps = await ask(
    postgres,
    'workshop',
    `select a.id as one, b.id as other from booking a join booking b
       on a.station_id = b.station_id and a.visit_id <> b.visit_id and a.id < b.id
      and (a.bay_id = b.bay_id or a.technician_id = b.technician_id) and a.start_at < b.end_at and b.start_at < a.end_at`,
  );
  return check(
    'no bay and no technician is booked twice',
    `${all!['count']} bookings`,
    overlaps.map(({ one, other }) => `${one} and ${other} overlap`),
  );
}

/** Checks that balances equal the sums of the ledger and the reservations. */
async function stock(postgres: Postgres): Promise<Check> {
  const rows = await ask(
    postgres,
    'parts',
    `with moved as (
       select station_id, part_number, bin, sum(milli) as milli, count(*) as count from stock_movement group by 1, 2, 3),
     aside as (
       select r.station_id, line ->> 'partNumber' as part_number, lot ->> 'bin' as bin, sum((lot ->> 'milli')::bigint) as milli
       from reservation r, jsonb_array_elements(r.lines) line, jsonb_array_elements(line -> 'lots') lot group by 1, 2, 3)
     select station_id, part_number, bin, b.on_hand_milli, b.reserved_milli, coalesce(m.milli, 0) as moved,
            coalesce(a.milli, 0) as aside, coalesce(m.count, 0) as count
     from stock_balance b full join moved m using (station_id, part_number, bin) full join aside a using (station_id, part_number, bin)`,
  );
  const faults = rows.filter(
    (row) =>
      row['on_hand_milli'] !== row['moved'] ||
      row['reserved_milli'] !== row['aside'] ||
      Number(row['reserved_milli']) > Number(row['on_hand_milli']),
  );
  const count = rows.reduce((sum, row) => sum + Number(row['count']), 0);
  return check(
    'stock equals the ledger, reserved stock equals the reservations',
    `${count} movements`,
    faults.map((row) => JSON.stringify(row)),
  );
}

async function timers(postgres: Postgres): Promise<Check> {
  const faults: string[] = [];
  let count = 0;
  for (const database of databases) {
    const rows = await ask<{ step: string; overdue: boolean; last_error: string | null }>(
      postgres,
      database,
      `select step, due_at < now() - interval '30 seconds' as overdue, last_error from timer`,
    );
    count += rows.length;
    faults.push(
      ...rows
        .filter(({ overdue }) => overdue)
        .map(({ step, last_error }) => `${database}: ${step} is overdue ${last_error ?? ''}`),
    );
  }
  return check('no timer is overdue', `${count} timers`, faults);
}

/** Median and longest duration of the visits. */
export function durations(driven: readonly Driven[]): string {
  const sorted = driven.map(({ seconds }) => seconds).toSorted((a, b) => a - b);
  if (sorted.length === 0) return 'none';
  return `median ${sorted[Math.floor(sorted.length / 2)]!.toFixed(1)} s, longest ${sorted.at(-1)!.toFixed(1)} s`;
}
