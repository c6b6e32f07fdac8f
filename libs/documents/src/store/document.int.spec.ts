import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Call } from '@waystation/call';
import { NotFound } from '@waystation/model';
import { removeHome, startPostgres, type Postgres } from '@waystation/stack';
import {
  Database,
  DataKeys,
  inScope,
  migrate,
  Reader,
  reading,
  sqlState,
  Transaction,
  CommandScope,
} from '@waystation/store';
import { sha256Hex } from '../hash.ts';
import { GetDocument } from '../queries/get-document.ts';
import { documentTable } from './document-table.ts';
import { Documents } from './document.mapping.ts';

const station = '0190a1b2-0000-7000-8000-00000000000a';
const other = '0190a1b2-0000-7000-8000-00000000000b';
const visitId = '0190a1b2-0000-7000-8000-0000000000f1';
const createdAt = new Date('2026-03-02T08:00:00Z');
const content = Buffer.from('%PDF-1.7 of 张伟');

let home: string;
let postgres: Postgres;
let database: Database;
const documents = new Documents();
let made = 0;

async function work<T>(act: () => T | Promise<T>): Promise<T> {
  const transaction = new Transaction(database);
  const one = new CommandScope(transaction, station);
  try {
    const answer = await inScope(one, async () => act());
    await transaction.commit([{ station, statements: one.writes() }]);
    return answer;
  } finally {
    await transaction.abandon();
  }
}

async function aDocument(): Promise<string> {
  const id = `0190a1b2-0000-7000-9000-${String((made += 1)).padStart(12, '0')}`;
  const facts = { id, visitId, kind: 'repair_order', revision: 2, fileName: 'repair-order.pdf', content, createdAt };
  await work(() => void documents.keep(facts));
  return id;
}

async function ask(documentId: string, stationId = station) {
  const query = new GetDocument(new Reader());
  const asked = () => query.execute({ stationId, documentId }, { stationId } as Call);
  return (await reading(database, stationId, asked)).answer;
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'waystation-documents-'));
  postgres = await startPostgres({ home, fsync: false });
  const migrations = [{ name: '0001-documents', sql: documentTable() }];
  await migrate({ adminUrl: postgres.url('postgres'), service: 'documents', migrations });
  const urls = {
    appUrl: postgres.url('documents', 'documents_app'),
    relayUrl: postgres.url('documents', 'documents_relay'),
  };
  const dataKeys = DataKeys.parse(`1:${Buffer.alloc(32, 1).toString('base64')}`);
  database = await Database.open({ ...urls, mappings: [Documents.mapping], dataKeys });
}, 60_000);

afterAll(async () => {
  await database?.close();
  await postgres?.stop();
  removeHome(home);
});

describe('A stored document', () => {
  it('keeps its exact bytes for steps and queries', async () => {
    const id = await aDocument();
    await work(async () => {
      const found = await documents.get(id);
      expect(found).toMatchObject({
        stationId: station,
        visitId,
        kind: 'repair_order',
        revision: 2,
        mediaType: 'application/pdf',
        fileName: 'repair-order.pdf',
        sha256: sha256Hex(content),
        createdAt,
      });
      expect(found.bytes).toEqual(content);
    });
    expect(await ask(id)).toEqual({ contentType: 'application/pdf', data: content, extensions: [] });
  });

  it('may have no visit', async () => {
    const id = '0190a1b2-0000-7000-9000-0000000000ff';
    await work(() => void documents.keep({ id, kind: 'report', fileName: 'report.pdf', content, createdAt }));
    await work(async () => expect(await documents.get(id)).toMatchObject({ visitId: null, revision: 0 }));
  });

  it('is not found by another station', async () => {
    await expect(ask(await aDocument(), other)).rejects.toBeInstanceOf(NotFound);
  });

  it('cannot be changed or deleted by a step', async () => {
    const id = await aDocument();
    for (const text of [`update document set kind = 'x' where id = $1`, 'delete from document where id = $1']) {
      const refused = database.readOnce(station, [{ text, values: [id] }]);
      await expect(refused.catch(sqlState)).resolves.toBe('42501');
    }
  });

  it('is not returned if its content does not match its hash', async () => {
    const id = await aDocument();
    const changed = `update document set sha256 = $2 where id = $1`;
    await asOwner(changed, [id, sha256Hex('another')]);
    await expect(ask(id)).rejects.toThrow(`Document ${id} is not returned: its content does not match its stored hash`);
  });

  it('is stored encrypted', async () => {
    const id = await aDocument();
    const [row] = await asOwner('select content from document where id = $1', [id]);
    const stored = row!['content'] as Buffer;
    expect([content.toString(), content.toString('base64')].some((text) => stored.includes(text))).toBe(false);
  });
});

async function asOwner(text: string, values: unknown[]) {
  const urls = { appUrl: postgres.url('documents'), relayUrl: postgres.url('documents') };
  const owner = await Database.open({ ...urls, mappings: [] });
  try {
    return (await owner.app.query<Record<string, unknown>>(text, values)).rows;
  } finally {
    await owner.close();
  }
}
