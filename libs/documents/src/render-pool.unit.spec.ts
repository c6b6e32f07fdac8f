import { setTimeout as sleep } from 'node:timers/promises';
import type { DocumentData } from './document-data.ts';
import { RenderPool, type PoolLimits } from './render-pool.ts';
import { renderDocument } from './render-document.ts';
import { sha256Hex } from './hash.ts';

const aDocument = (title = 'Repair order'): DocumentData => ({
  kind: 'repair_order',
  language: 'en',
  title,
  station: { name: 'North Gate', address: '9 Ring Road', phone: '400 100 200', zone: 'Asia/Shanghai' },
  createdAt: new Date('2026-11-24T00:30:00Z'),
});

/** A thread that does what a document's title says, and answers how often it was asked. */
const obedient = new URL('../testing/obedient-worker.mjs', import.meta.url);

const pools: RenderPool[] = [];
function aPool(limits: Partial<PoolLimits> = {}, script: URL | undefined = obedient): RenderPool {
  const pool = new RenderPool(limits, script);
  pools.push(pool);
  return pool;
}
const make = (pool: RenderPool, title: string, limits = {}, key = title) =>
  pool.render(key, aDocument(title), limits).then(({ content }) => Buffer.from(content).toString());

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

describe('RenderPool', () => {
  it('makes the same bytes in its thread as they are made here, however many it made before', async () => {
    const pool = aPool({}, new URL('./render-worker.ts', import.meta.url));
    const said = ['Repair order', '维修任务委托书', 'Å Å ﬁ fi', 'Škoda Å', 'Repair order'];
    for (const [index, title] of said.entries()) {
      const { content } = await pool.render(String(index), aDocument(title));
      expect([title, sha256Hex(content)]).toEqual([title, sha256Hex(await renderDocument(aDocument(title)))]);
    }
  }, 60_000);

  it('lets the service go on while a document is made', async () => {
    const made = make(aPool(), 'busy 2000');
    const began = performance.now();
    await sleep(20);
    expect(performance.now() - began).toBeLessThan(1_500);
    expect(await made).toBe('1');
  });

  it('makes a document once that is asked for twice at once, and again when it is asked for later', async () => {
    const pool = aPool();
    expect(await Promise.all([make(pool, 'wait 50'), make(pool, 'wait 50')])).toEqual(['1', '1']);
    expect(await make(pool, 'wait 50')).toBe('2');
  });

  it('gives the document of the first to all who ask with the same key', async () => {
    const pool = aPool();
    const [one, other] = await Promise.all([
      pool.render('key', aDocument('wait 50')),
      pool.render('key', aDocument('wait 51')),
    ]);
    expect(other.data.title).toBe(one.data.title);
  });

  it('refuses at once what would wait piggyback too many', async () => {
    const pool = aPool({ waiting: 2 });
    const made = ['wait 100 a', 'wait 1 b', 'wait 1 c'].map((title) => make(pool, title));
    await expect(make(pool, 'wait 1 d')).rejects.toMatchObject({ kind: 'unavailable', reason: 'DOCUMENTS_BUSY' });
    expect(await Promise.all(made)).toEqual(['1', '2', '3']);
    expect(await make(pool, 'wait 1 d')).toBe('4');
  });

  it('ends a thread whose document takes too long, and goes on with a new one', async () => {
    const pool = aPool({ renderMs: 1_500 });
    const [late, next] = [make(pool, 'busy 60000'), make(pool, 'wait 1')];
    await expect(late).rejects.toMatchObject({ kind: 'unavailable', reason: 'DOCUMENT_NOT_IN_TIME' });
    expect(await next).toBe('1');
  });

  it('refuses a document that takes more memory than a thread has, and goes on with a new one', async () => {
    const pool = aPool({ heapMb: 24 });
    await expect(make(pool, 'grow')).rejects.toMatchObject({ kind: 'refused', reason: 'DOCUMENT_TOO_LARGE' });
    expect(await make(pool, 'wait 1')).toBe('1');
  }, 60_000);

  it('passes on what goes wrong, and goes on', async () => {
    const pool = aPool();
    await expect(make(pool, 'throw')).rejects.toThrow('no such zone');
    await expect(make(pool, 'die')).rejects.toThrow('has ended (7)');
    expect(await make(pool, 'wait 1')).toBe('1');
  });

  it('answers before the caller gives up, and does not begin what nobody waits for', async () => {
    const pool = aPool();
    const first = make(pool, 'wait 900');
    const deadline = new Date(Date.now() + 700);
    await expect(make(pool, 'wait 1 never', { deadline })).rejects.toMatchObject({ reason: 'DOCUMENTS_BUSY' });
    expect(Date.now()).toBeLessThan(Number(deadline));
    const gone = new AbortController();
    const left = make(pool, 'wait 1 gone', { signal: gone.signal });
    gone.abort();
    await expect(left).rejects.toMatchObject({ reason: 'DOCUMENTS_BUSY' });
    expect(await first).toBe('1');
    expect(await make(pool, 'wait 1')).toBe('2');
  });

  it('finishes what it has begun for a caller who is gone, and gives it to the repeat', async () => {
    const pool = aPool();
    const gone = new AbortController();
    const left = make(pool, 'wait 200', { signal: gone.signal });
    await sleep(50);
    gone.abort();
    await expect(left).rejects.toMatchObject({ reason: 'DOCUMENT_NOT_IN_TIME' });
    expect(await make(pool, 'wait 200')).toBe('1');
  });

  it('makes as many at once as it has threads', async () => {
    const pool = aPool({ threads: 2 });
    expect(await Promise.all([make(pool, 'wait 300 a'), make(pool, 'wait 300 b')])).toEqual(['1', '1']);
  });

  it('refuses what is left when it is closed', async () => {
    const pool = aPool();
    const made = [make(pool, 'busy 60000'), make(pool, 'wait 1')].map((each) => each.catch((error: Error) => error));
    await sleep(20);
    await pool.close();
    for (const each of await Promise.all(made)) expect(each).toMatchObject({ reason: 'DOCUMENTS_BUSY' });
    await expect(make(pool, 'wait 1')).rejects.toMatchObject({ reason: 'DOCUMENTS_BUSY' });
  });
});
