import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Aggregate, NotFound, type Steps } from '@waystation/model';
import { removeHome, startPostgres, type Postgres } from '@waystation/stack';
import { defineEntity, p } from '@mikro-orm/postgresql';
import pg from 'pg';
import { sqlState } from './database-fault.ts';
import { Database } from './database.ts';
import { stationColumns, stationTable } from './foundation.ts';
import { mapping } from './mapping.ts';
import { migrate } from './migrate.ts';
import { sendBatch } from './pipeline.ts';
import { Reader, reading } from './reader.ts';
import { Store } from './store.ts';
import { Transaction } from './transaction.ts';
import { inScope, CommandScope } from './command-scope.ts';

const stationA = '0190a1b2-0000-7000-8000-00000000000a';
const stationB = '0190a1b2-0000-7000-8000-00000000000b';
const crateSteps = {
  open: { from: ['shut'], to: 'open' },
  close: { from: ['open'], to: 'shut' },
} as const satisfies Steps<string>;

interface Item {
  sku: string;
  amountMinor: bigint;
  packedAt: Date;
}

class Crate extends Aggregate<typeof crateSteps, Record<never, never>, 'crate'> {
  declare code: string;
  declare items: Item[];
  declare tags: string[];
  protected get steps() {
    return crateSteps;
  }
  protected get subject() {
    return 'crate' as const;
  }
  static make(id: string, stationId: string, code: string): Crate {
    const crate = new Crate();
    crate.begin({ id, stationId }, 'shut');
    crate.code = code;
    crate.items = [];
    crate.tags = [];
    return crate;
  }
  open(): void {
    this.step('open', new Date(0));
  }
  pack(item: Item): void {
    this.items.push(item);
    this.tags.push(item.sku);
  }
}

const itemEmbed = defineEntity({
  name: 'Item',
  embeddable: true,
  properties: { sku: p.text(), amountMinor: p.bigint(), packedAt: p.datetime() },
});
const crateMapping = mapping(Crate, {
  table: 'crate',
  subject: 'crate',
  properties: (p) => ({
    code: p.text(),
    items: p.embedded(itemEmbed).array(),
    tags: p.json<string[]>(),
  }),
  embeds: [itemEmbed as never],
  constraints: { crate_code: 'CODE_TAKEN' },
  steps: { table: crateSteps, initial: 'shut' },
});
class Crates extends Store.of(crateMapping) {
  /** Crates with the code of another crate. */
  likeThatOf(id: string): Promise<Crate[]> {
    return this.listWhere('code = (select code from crate where station_id = $1 and id = $2)', [id], { limit: 5 });
  }
  retag(tag: string, rows: number): void {
    this.ahead('update crate set tags = $2 where station_id = $1', [this.station, JSON.stringify([tag])], rows);
  }
}

const migrations = [
  {
    name: '0001-crates',
    sql: [
      `create table crate (${stationColumns()},
         code text not null, items jsonb not null, tags jsonb not null, primary key (station_id, id));
       create unique index crate_code on crate (station_id, code);`,
      stationTable('crate'),
    ],
  },
];

let home: string;
let postgres: Postgres;
let database: Database;
const crates = new Crates();
let made = 0;
const newCrateId = () => `0190a1b2-0000-7000-9000-${String(++made).padStart(12, '0')}`;

/** Runs a function in a scope of a station and commits. */
async function work<T>(
  station: string,
  act: (work: CommandScope) => Promise<T>,
): Promise<{ answer: T; roundTrips: number }> {
  const transaction = new Transaction(database);
  const one = new CommandScope(transaction, station);
  try {
    const answer = await inScope(one, () => act(one));
    await transaction.commit([{ station, statements: one.writes() }]);
    return { answer, roundTrips: transaction.roundTrips };
  } finally {
    await transaction.abandon();
  }
}

async function storedCrate(station = stationA): Promise<string> {
  const id = newCrateId();
  await work(station, async () => crates.add(Crate.make(id, station, `code ${id}`)));
  return id;
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'waystation-store-'));
  postgres = await startPostgres({ home, fsync: false });
  const adminUrl = postgres.url('postgres');
  await migrate({ adminUrl, service: 'depot', migrations });
  database = await Database.open({
    appUrl: postgres.url('depot', 'depot_app'),
    relayUrl: postgres.url('depot', 'depot_relay'),
    mappings: [crateMapping],
    poolSize: 4,
  });
}, 60_000);

afterAll(async () => {
  await database?.close();
  await postgres?.stop();
  removeHome(home);
});

describe('migrate', () => {
  test('runs each migration once, as a role that cannot log in', async () => {
    expect(await migrate({ adminUrl: postgres.url('postgres'), service: 'depot', migrations })).toEqual([]);
    const client = new pg.Client({ connectionString: postgres.url('depot', 'depot_owner') });
    await expect(client.connect()).rejects.toThrow(/not permitted to log in/);
  });

  test('creates a database once when several processes start together', async () => {
    const adminUrl = postgres.url('postgres');
    const ran = await Promise.all([1, 2, 3].map(() => migrate({ adminUrl, service: 'barn', migrations })));
    expect(ran.flat().sort()).toEqual(['0000-foundation', '0000-readable-migrations', '0001-crates']);
  }, 20_000);

  test('refuses an invalid service name before it connects', async () => {
    await expect(migrate({ adminUrl: 'postgres://nowhere', service: 'x"; drop', migrations })).rejects.toThrow(
      /not a valid service name/,
    );
  });
});

describe('sendBatch', () => {
  test('returns the rows of each statement, also when it is already prepared', async () => {
    const client = await database.app.connect();
    try {
      for (let round = 0; round < 3; round++) {
        const rows = await sendBatch(client, [
          { text: 'select $1::int as n', values: [round] },
          { text: 'select $1::text as t, null as nothing', values: ['x'] },
          { text: 'select 1 where false' },
        ]);
        expect(rows).toEqual([[{ n: round }], [{ t: 'x', nothing: null }], []]);
      }
    } finally {
      client.release();
    }
  });

  test('stops at an error before the commit, and the next batch prepares doubtful statements again', async () => {
    const client = await database.app.connect();
    try {
      const failing = [
        { text: 'begin' },
        { text: 'select 1 / $1::int as x', values: [0] },
        { text: 'select 7 as seven' },
        { text: 'commit' },
      ];
      await expect(sendBatch(client, failing)).rejects.toMatchObject({ code: '22012' });
      await sendBatch(client, [{ text: 'rollback' }]);
      const rows = await sendBatch(client, [
        { text: 'select 1 / $1::int as x', values: [1] },
        { text: 'select 7 as seven' },
      ]);
      expect(rows).toEqual([[{ x: 1 }], [{ seven: 7 }]]);
    } finally {
      client.release();
    }
  });

  test('fails on a value that cannot be serialized and leaves the connection usable', async () => {
    const client = await database.app.connect();
    const loop: { self?: unknown } = {};
    loop.self = loop;
    try {
      await expect(sendBatch(client, [{ text: 'select $1::text as looped', values: [loop] }])).rejects.toThrow();
      expect(await sendBatch(client, [{ text: 'select $1::text as looped', values: ['fine'] }])).toEqual([
        [{ looped: 'fine' }],
      ]);
    } finally {
      client.release();
    }
  });
});

describe('CommandScope', () => {
  test('loads, changes and writes several aggregates in two round trips', async () => {
    const [one, other] = [await storedCrate(), await storedCrate()];
    const { roundTrips } = await work(stationA, async () => {
      const loaded = await Promise.all([crates.get(one), crates.get(other)]);
      for (const crate of loaded) crate.open();
    });
    expect(roundTrips).toBe(2);
    const { answer } = await work(stationA, async () => (await crates.get(one)).status);
    expect(answer).toBe('open');
  });

  test('needs one round trip without loads', async () => {
    const id = newCrateId();
    const { roundTrips } = await work(stationA, async () => crates.add(Crate.make(id, stationA, `code ${id}`)));
    expect(roundTrips).toBe(1);
  });

  test('preserves the types of embedded parts', async () => {
    const id = await storedCrate();
    const item = { sku: 'BRK-1', amountMinor: 12_345_678_901_234n, packedAt: new Date('2026-03-01T08:00:00.250Z') };
    await work(stationA, async () => (await crates.get(id)).pack(item));
    const { answer } = await work(stationA, async () => crates.get(id));
    expect({ ...answer.items[0] }).toEqual(item);
    expect(answer.tags).toEqual(['BRK-1']);
  });

  test('writes nothing without changes', async () => {
    const id = await storedCrate();
    const item = { sku: 'BRK-1', amountMinor: 12n, packedAt: new Date('2026-03-01T08:00:00.250Z') };
    await work(stationA, async () => (await crates.get(id)).pack(item));
    await work(stationA, async (one) => {
      await crates.get(id);
      expect(one.writes()).toEqual([]);
    });
  });

  test('writes only changed columns', async () => {
    const id = await storedCrate();
    await work(stationA, async (one) => {
      (await crates.get(id)).open();
      const [{ text }] = one.writes() as [{ text: string }];
      expect(text).toContain('set "status" = $1, "version" = "version" + 1 where "id" = $2');
    });
  });

  test('cannot delete from a table without the grant', async () => {
    const id = await storedCrate();
    await expect(work(stationA, async () => crates.remove(await crates.get(id)))).rejects.toMatchObject({
      code: '42501',
    });
    expect((await work(stationA, async () => crates.get(id))).answer.id).toBe(id);
  });

  test('returns the same object with its changes for the same row', async () => {
    const id = await storedCrate();
    await work(stationA, async () => {
      const crate = await crates.get(id);
      crate.open();
      expect(await crates.get(id)).toBe(crate);
      expect(await crates.list({ status: 'shut', code: `code ${id}` }, 5)).toEqual([crate]);
      expect(crate.status).toBe('open');
    });
  });

  test('loads by an SQL condition in the same turn, within its station only', async () => {
    const id = await storedCrate();
    const { answer, roundTrips } = await work(stationA, () => Promise.all([crates.get(id), crates.likeThatOf(id)]));
    expect(answer[1]).toEqual([answer[0]]);
    expect(roundTrips).toBe(2);
    await expect(work(stationB, () => crates.likeThatOf(id))).resolves.toMatchObject({ answer: [] });
  });

  test('finds or adds an aggregate by id or by a unique property', async () => {
    const id = newCrateId();
    const make = () => Crate.make(id, stationA, `code ${id}`);
    const refuse = (): never => {
      throw new Error('the aggregate already exists');
    };
    await work(stationA, async () => expect(await crates.findOrAdd(id, make)).toMatchObject({ id, status: 'shut' }));
    await work(stationA, async () => {
      const found = await crates.findOrAdd(id, refuse);
      expect(await crates.findOrAdd({ code: `code ${id}` }, refuse)).toBe(found);
    });
  });

  test('finds nothing of another station', async () => {
    const id = await storedCrate(stationA);
    await expect(work(stationB, async () => crates.get(id))).rejects.toThrow(NotFound);
  });

  test('raises a conflict and writes nothing when another transaction changed the row', async () => {
    const [contended, untouched] = [await storedCrate(), await storedCrate()];
    const lost = work(stationA, async () => {
      for (const id of [untouched, contended]) (await crates.get(id)).open();
      await work(stationA, async () => (await crates.get(contended)).open());
    });
    await expect(lost).rejects.toMatchObject({ code: '40001' });
    const { answer } = await work(stationA, async () => (await crates.get(untouched)).status);
    expect(answer).toBe('shut');
  });

  test('raises a conflict when a set-based statement hits another number of rows', async () => {
    await expect(work(stationB, async () => crates.retag('none', 3))).rejects.toMatchObject({ code: '40001' });
  });

  test('reports the broken constraint, whose slug is in the mapping', async () => {
    const id = await storedCrate();
    const twice = work(stationA, async () => crates.add(Crate.make(newCrateId(), stationA, `code ${id}`)));
    const error = await twice.catch((caught: unknown) => caught);
    expect(sqlState(error)).toBe('23505');
    expect(database.constraints.get((error as { constraint: string }).constraint)).toBe('CODE_TAKEN');
  });

  test('throws the first of two errors', async () => {
    const failing = work(stationA, async (one) => {
      await Promise.all([
        one.query({ text: 'select 1 / $1::int as x', values: [0] }),
        new Promise((resolve) => setTimeout(resolve, 5)).then(() => one.query({ text: 'select 1 as x' })),
      ]);
    });
    await expect(failing).rejects.toMatchObject({ code: '22012' });
  });

  test('throws an error for more rows than the limit of a list', async () => {
    await storedCrate(stationB);
    await storedCrate(stationB);
    await expect(work(stationB, async () => crates.list({ status: 'shut' }, 1))).rejects.toThrow(/more than 1 rows/);
  });
});

describe('connections', () => {
  test('carry no station to their next user', async () => {
    const id = await storedCrate();
    await work(stationA, async () => crates.get(id));
    for (let round = 0; round < 8; round++) {
      const { rows } = await database.app.query(
        `select current_setting('app.station', true) as station, (select count(*)::int from crate) as seen`,
      );
      expect(rows).toEqual([{ station: rows[0].station === null ? null : '', seen: 0 }]);
    }
  });

  test('recover after a crash of the database, which fails only the current step', async () => {
    const id = await storedCrate();
    await postgres.kill('SIGKILL');
    // The server's child processes live for a moment longer, and one may still answer.
    const ask = async (): Promise<never> => {
      for (;;) await work(stationA, async () => crates.get(id));
    };
    await expect(ask()).rejects.toThrow();
    await postgres.restart();
    const { answer } = await work(stationA, async () => (await crates.get(id)).status);
    expect(answer).toBe('shut');
  }, 30_000);

  test('fail only the current step when they are lost between two statements', async () => {
    const [id, other] = [await storedCrate(), await storedCrate()];
    const superuser = new pg.Client({ connectionString: postgres.url('postgres') });
    await superuser.connect();
    const cut = work(stationA, async () => {
      await crates.get(id);
      await superuser.query(`select pg_terminate_backend(pid, 1000) from pg_stat_activity where usename = 'depot_app'`);
      await crates.get(other);
    });
    await expect(cut).rejects.toThrow(/Connection terminated|not queryable|terminating connection/);
    await superuser.end();
    const { answer } = await work(stationA, async () => (await crates.get(id)).status);
    expect(answer).toBe('shut');
  });
});

describe('Reader', () => {
  const reader = new Reader();

  test('sends all reads of a turn in one round trip, for its station only', async () => {
    const mine = await storedCrate(stationA);
    const count = () => reader.rows<{ n: number }>('select count(*)::int as n from crate where id = $1', [mine]);
    const own = await reading(database, stationA, () => Promise.all([count(), count()]));
    expect(own).toEqual({ answer: [[{ n: 1 }], [{ n: 1 }]], roundTrips: 1 });
    expect((await reading(database, stationB, count)).answer).toEqual([{ n: 0 }]);
    expect((await reading(database, undefined, count)).answer).toEqual([{ n: 0 }]);
  });

  test('rejects every read of a failed batch', async () => {
    const both = reading(database, stationA, () =>
      Promise.allSettled([reader.rows('select 1 / 0 as x'), reader.rows('select 1 as x')]),
    );
    expect((await both).answer.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
