import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Aggregate } from '@waystation/model';
import { removeHome, startPostgres, type Postgres } from '@waystation/stack';
import { defineEntity } from '@mikro-orm/postgresql';
import { DataKeys, Undecryptable, withDataKeys } from './data-keys.ts';
import { Database } from './database.ts';
import { blindIndex, decrypted, encrypted } from './encrypted.ts';
import { stationColumns, stationTable } from './foundation.ts';
import { mapping, type MappingOptions } from './mapping.ts';
import { migrate } from './migrate.ts';
import { Reader, reading } from './reader.ts';
import { Store } from './store.ts';
import { Transaction } from './transaction.ts';
import { inScope, CommandScope } from './command-scope.ts';

const station = '0190a1b2-0000-7000-8000-00000000000a';
const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');
const keys = (text: string) => DataKeys.parse(text)!;
/** Steps of a guest: none that changes the status. */
const none = { stay: { from: ['here'] } } as const;

interface Party {
  name: string;
  phones: string[];
}

class Guest extends Aggregate<typeof none, Record<never, never>, 'guest'> {
  declare party: Party;
  declare phoneIndex: Buffer;
  declare remark: string | null;
  protected get steps() {
    return none;
  }
  protected get subject() {
    return 'guest' as const;
  }
  static welcome(id: string, party: Party, phoneIndex: Buffer): Guest {
    const guest = new Guest();
    guest.begin({ id, stationId: station }, 'here');
    guest.party = party;
    guest.phoneIndex = phoneIndex;
    guest.remark = null;
    return guest;
  }
}

const options = {
  table: 'guest',
  subject: 'guest',
  properties: (p) => ({
    status: p.text(),
    party: encrypted<Party>(),
    phoneIndex: p.blob(),
    remark: encrypted<string>().nullable(),
  }),
} satisfies MappingOptions;
class Guests extends Store.of(mapping(Guest, options)) {}

const migrations = [
  {
    name: '0001-guests',
    sql: [
      `create table guest (${stationColumns()},
         party bytea not null, phone_index bytea not null, remark bytea, primary key (station_id, id));
       create index guest_phone on guest (station_id, phone_index);`,
      stationTable('guest'),
    ],
  },
];

let home: string;
let postgres: Postgres;
/** Databases by their keys: the same tables for all of them. */
const databases = new Map<string, Database>();
const first = `1:${key(1)}`;
const guests = new Guests();
const reader = new Reader();
const party: Party = { name: '张伟 of Hamburg', phones: ['+49 151 12345'] };
let made = 0;

async function withKeys(text: string): Promise<Database> {
  const known = databases.get(text);
  if (known) return known;
  const urls = { appUrl: postgres.url('inn', 'inn_app'), relayUrl: postgres.url('inn', 'inn_relay') };
  const opened = await Database.open({ ...urls, mappings: [Guests.mapping], dataKeys: keys(text) });
  databases.set(text, opened);
  return opened;
}

async function work<T>(act: (work: CommandScope) => Promise<T>, text = first): Promise<T> {
  const transaction = new Transaction(await withKeys(text));
  const one = new CommandScope(transaction, station);
  try {
    const answer = await inScope(one, () => act(one));
    await transaction.commit([{ station, statements: one.writes() }]);
    return answer;
  } finally {
    await transaction.abandon();
  }
}

async function aGuest(phone = '4915112345', text = first): Promise<string> {
  const id = `0190a1b2-0000-7000-9000-${String((made += 1)).padStart(12, '0')}`;
  await work(async () => guests.add(Guest.welcome(id, party, blindIndex(phone))), text);
  return id;
}

async function stored(id: string): Promise<{ party: Buffer; remark: Buffer | null; version: number }> {
  const rows = () =>
    reader.rows<{ party: Buffer; remark: Buffer | null; version: number }>('select * from guest where id = $1', [id]);
  return (await reading(await withKeys(first), station, rows)).answer[0]!;
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'waystation-encrypted-'));
  postgres = await startPostgres({ home, fsync: false });
  await migrate({ adminUrl: postgres.url('postgres'), service: 'inn', migrations });
}, 60_000);

afterAll(async () => {
  await Promise.all([...databases.values()].map((database) => database.close()));
  await postgres?.stop();
  removeHome(home);
});

const read = <T>(bytes: Uint8Array) => withDataKeys(keys(first), () => decrypted<T>(bytes));

describe('an encrypted column', () => {
  test('is readable for a step and encrypted in its table', async () => {
    const id = await aGuest();
    await work(async () => {
      const guest = await guests.get(id);
      expect([guest.party, guest.remark]).toEqual([party, null]);
    });
    const row = await stored(id);
    expect(row.remark).toBeNull();
    expect(row.party).toBeInstanceOf(Buffer);
    expect(row.party.includes('Hamburg')).toBe(false);
    expect(read<Party>(row.party)).toEqual(party);
    expect(decrypted<string | null>(row.remark)).toBeNull();
  });

  test('is written only when its value changed, also inside', async () => {
    const id = await aGuest();
    const before = await stored(id);
    await work(async (one) => {
      (await guests.get(id)).party = { ...party };
      expect(one.writes()).toEqual([]);
    });
    await work(async () => void ((await guests.get(id)).remark = 'rings twice'));
    const remarked = await stored(id);
    expect([remarked.party, remarked.version]).toEqual([before.party, 2]);
    expect(read(remarked.remark!)).toBe('rings twice');
    await work(async () => {
      const guest = await guests.get(id);
      guest.party.phones.push('+49 30 1');
      guest.remark = null;
    });
    const after = await stored(id);
    expect([read<Party>(after.party).phones, after.remark]).toEqual([['+49 151 12345', '+49 30 1'], null]);
  });

  test('no longer contains a deleted value', async () => {
    const id = await aGuest();
    await work(async () => void ((await guests.get(id)).party = { name: '', phones: [] }));
    expect(read((await stored(id)).party)).toEqual({ name: '', phones: [] });
  });

  test('is readable with an old key and rewritten with the first key', async () => {
    const id = await aGuest();
    const changed = `2:${key(2)},1:${key(1)}`;
    await work(async () => {
      const guest = await guests.get(id);
      expect(guest.party).toEqual(party);
      guest.party.name = 'Li Na';
    }, changed);
    expect((await stored(id)).party[0]).toBe(2);
    expect((await work(() => guests.get(id), changed)).party.name).toBe('Li Na');
  });

  test('reports the missing key when it cannot be decrypted', async () => {
    const id = await aGuest();
    const asked = (text: string) => work(() => guests.get(id), text);
    await expect(asked(`2:${key(2)}`)).rejects.toThrow('needs data key 1, which is not in WAYSTATION_DATA_KEYS');
    await expect(asked(`1:${key(3)}`)).rejects.toBeInstanceOf(Undecryptable);
  });

  test('is read by two services of one process with the keys of each', async () => {
    const other = `1:${key(3)}`;
    const ids = await Promise.all([aGuest(), aGuest(undefined, other)]);
    const read = (index: number, text: string) => work(async () => (await guests.get(ids[index]!)).party, text);
    expect(await Promise.all([read(0, first), read(1, other)])).toEqual([party, party]);
    await expect(read(1, first)).rejects.toBeInstanceOf(Undecryptable);
  });

  test('makes its database require data keys', async () => {
    expect((await withKeys(first)).needsDataKeys).toBe(true);
  });

  test('is refused inside a column, where it would not be encrypted', async () => {
    const embed = defineEntity({ name: 'Party', embeddable: true, properties: { name: encrypted() as never } });
    const properties: MappingOptions['properties'] = (p) => ({
      id: p.uuid().primary(),
      party: p.embedded(embed).array(),
    });
    const open = mapping(Guest, { ...options, properties, embeds: [embed as never] });
    const urls = { appUrl: 'postgres://x/x', relayUrl: 'postgres://x/x' };
    await expect(Database.open({ ...urls, mappings: [open] })).rejects.toThrow('guest: only a whole column');
  });
});

test('blindIndex finds rows by an encrypted value', async () => {
  const [id, other] = [await aGuest('8613800000000'), await aGuest('8613800000001')];
  await work(async (one) => {
    const found = await guests.list({ phoneIndex: blindIndex('8613800000000') }, 5);
    expect(found.map((guest) => guest.id)).toEqual([id]);
    expect(one.writes()).toEqual([]);
  });
  await work(async () => void ((await guests.get(id)).phoneIndex = blindIndex('8613800000001')));
  const found = await work(() => guests.list({ phoneIndex: blindIndex('8613800000001') }, 5));
  expect(found.map((guest) => guest.id).sort()).toEqual([id, other]);
});
