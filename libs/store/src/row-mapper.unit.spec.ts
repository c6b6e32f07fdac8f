import { beforeAll, describe, expect, test } from '@jest/globals';
import mikroOrm from '@mikro-orm/core/package.json' with { type: 'json' };
import { defineEntity, p } from '@mikro-orm/postgresql';
import { encrypted } from './encrypted.ts';
import { mapping } from './mapping.ts';
import { RowMapper } from './row-mapper.ts';

/** Version of MikroORM whose internals these tests check. */
const version = '7.2.1';

interface Entry {
  minutes: number;
  amountMinor: bigint;
  startedAt: Date;
}

let constructed = 0;

class Shift {
  id = 'from the initialiser';
  declare stationId: string;
  declare version: number;
  declare startsAt: Date;
  endsAt: Date | null = null;
  declare amountMinor: bigint;
  declare milli: number;
  declare tags: string[];
  declare entries: Entry[];
  declare longest: Entry | null;
  declare remarks: string | null;
  constructor() {
    constructed += 1;
  }
}

const entry = defineEntity({
  name: 'Entry',
  embeddable: true,
  properties: { minutes: p.integer(), amountMinor: p.bigint(), startedAt: p.datetime() },
});

const shiftMapping = mapping(Shift, {
  table: 'shift',
  subject: 'shift',
  embeds: [entry],
  properties: (p) => ({
    startsAt: p.datetime(),
    endsAt: p.datetime().nullable(),
    amountMinor: p.bigint(),
    milli: p.bigint('number').fieldName('thousandths'),
    tags: p.json<string[]>(),
    entries: p.embedded(entry).array(),
    longest: p.embedded(entry).object().nullable(),
    remarks: encrypted<string>().nullable(),
  }),
});

const at = new Date('2026-03-02T08:00:00Z');
const stored = { minutes: 5, amountMinor: '9007199254740993', startedAt: at.toISOString() };

/** A row as read by `pg`. */
const row = {
  id: '0190a1b2-0000-7000-8000-000000000001',
  station_id: '0190a1b2-0000-7000-8000-00000000000a',
  version: 3,
  starts_at: at,
  ends_at: null,
  amount_minor: '9007199254740993',
  thousandths: '1500',
  tags: ['night'],
  entries: [stored],
  longest: null,
  remarks: null as Buffer | null,
};

let mapper: RowMapper;

beforeAll(async () => {
  mapper = await RowMapper.open([shiftMapping]);
});

describe(`MikroORM ${version}`, () => {
  test('is the installed version', () => {
    expect(mikroOrm.version).toBe(version);
  });

  test('maps a row to an aggregate without constructor and initializers', () => {
    constructed = 0;
    const { aggregate } = mapper.load(shiftMapping, row);
    expect(aggregate).toBeInstanceOf(Shift);
    expect(constructed).toBe(0);
    expect({ ...aggregate }).toEqual({
      id: row.id,
      stationId: row.station_id,
      version: 3,
      startsAt: at,
      endsAt: null,
      amountMinor: 9_007_199_254_740_993n,
      milli: 1500,
      tags: ['night'],
      entries: [{ minutes: 5, amountMinor: 9_007_199_254_740_993n, startedAt: at }],
      longest: null,
      remarks: null,
    });
  });

  test('finds no changes in an aggregate that was only loaded', () => {
    const { aggregate, stored: before } = mapper.load(shiftMapping, row);
    expect(mapper.changes(shiftMapping, aggregate, before)).toEqual({});
  });

  test('finds changed columns, and changed JSON as a whole', () => {
    const { aggregate, stored: before } = mapper.load(shiftMapping, row);
    aggregate.endsAt = at;
    aggregate.tags.push('late');
    aggregate.entries[0]!.minutes = 6;
    const changes = mapper.changes(shiftMapping, aggregate, before);
    expect(Object.keys(changes).sort()).toEqual(['endsAt', 'entries', 'tags']);
    expect(JSON.parse(JSON.stringify(changes['entries']))).toEqual([{ ...stored, minutes: 6 }]);
  });

  test('takes all columns of a new aggregate, including nulls', () => {
    const shift = Object.assign(new Shift(), { startsAt: at, tags: [], entries: [], longest: null, remarks: 'late' });
    expect(mapper.values(shift)).toMatchObject({ startsAt: at, endsAt: null, longest: null, remarks: '"late"' });
  });

  test('names columns like the mapping', () => {
    const { properties } = mapper.metaOf(shiftMapping);
    for (const [property, column] of shiftMapping.columns)
      expect(properties[property as never]).toMatchObject({ fieldNames: [column] });
  });

  test('generates the SQL of a mapping’s table', async () => {
    const sql = await mapper.createSql();
    expect(sql).toContain('create table "shift" ("id" uuid not null, ');
    expect(sql).toContain('"thousandths" bigint not null');
    expect(sql).toContain('"ends_at" timestamptz null');
  });

  test('maps a class that two services of one process store, also when one of them has ended', async () => {
    const [first, second] = [await RowMapper.open([shiftMapping]), await RowMapper.open([shiftMapping])];
    const loaded = [first, second].map((each) => ({ each, ...each.load(shiftMapping, row) }));
    await second.close();
    for (const { each, aggregate, stored: before } of loaded) {
      expect(aggregate).toBeInstanceOf(Shift);
      expect(each.changes(shiftMapping, aggregate, before)).toEqual({});
      aggregate.milli = 1600;
      expect(each.changes(shiftMapping, aggregate, before)).toEqual({ milli: '1600' });
    }
    await first.close();
  });
});
