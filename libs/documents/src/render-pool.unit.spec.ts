import { setTimeout as sleep } from 'node:timers/promises';
import type { DocumentData } from './document-data.ts';
import { RenderPool, type PoolLimits } from './render-pool.ts';
import { renderDocument } from './render-document.ts';
import { sha256Hex } from './hash.ts';

const aDocument = (title = 'Repair order'): DocumentData => ({
  kind: 'repair_order',
  language: 'en',
  title,
  station: { name: 'North Gate', address: '9 Ring Road', phone: '400 100 200', timeZone: 'Asia/Shanghai' },
  createdAt: new Date('2026-11-24T00:30:00Z'),
});

/** Worker that obeys the title of a document, and answers with the number of documents received. */
const scripted = new URL('../testing/scripted-worker.mjs', import.meta.url);

const pools: RenderPool[] = [];
function aPool(limits: Partial<PoolLimits> = {}, script: URL | undefined = scripted): RenderPool {
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
  it('renders the same bytes as the main thread, however many documents came before', async () => {
    const pool = aPool({}, new URL('./render-worker.ts', import.meta.url));
    const titles = ['Repair order', '维修任务委托书', 'Å Å ﬁ fi', 'Škoda Å', 'Repair order'];
    for (const [index, title] of titles.entries()) {
      const { content } = await pool.render(String(index), aDocument(title));
      expect([title, sha256Hex(content)]).toEqual([title, sha256Hex(await renderDocument(aDocument(title)))]);
    }
  }, 60_000);

  it('does not block the service while a document is rendered', async () => {
    const made = make(aPool(), 'busy 2000');
    const began = performance.now();
    await sleep(20);
    expect(performance.now() - began).toBeLessThan(1_500);
    expect(await made).toBe('1');
  });

  it('renders a document once for simultaneous requests, and again for a later one', async () => {
    const pool = aPool();
    expect(await Promise.all([make(pool, 'wait 50'), make(pool, 'wait 50')])).toEqual(['1', '1']);
    expect(await make(pool, 'wait 50')).toBe('2');
  });

  it('returns the document of the first request to all requests with the same key', async () => {
    const pool = aPool();
    const [one, other] = await Promise.all([
      pool.render('key', aDocument('wait 50')),
      pool.render('key', aDocument('wait 51')),
    ]);
    expect(other.data.title).toBe(one.data.title);
  });

  it('refuses a document immediately if too many are waiting', async () => {
    const pool = aPool({ waiting: 2 });
    const made = ['wait 100 a', 'wait 1 b', 'wait 1 c'].map((title) => make(pool, title));
    await expect(make(pool, 'wait 1 d')).rejects.toMatchObject({ kind: 'unavailable', reason: 'DOCUMENTS_BUSY' });
    expect(await Promise.all(made)).toEqual(['1', '2', '3']);
    expect(await make(pool, 'wait 1 d')).toBe('4');
  });

  it('replaces a thread whose document takes too long', async () => {
    const pool = aPool({ renderMs: 1_500 });
    const [late, next] = [make(pool, 'busy 60000'), make(pool, 'wait 1')];
    await expect(late).rejects.toMatchObject({ kind: 'unavailable', reason: 'DOCUMENT_TIMED_OUT' });
    expect(await next).toBe('1');
  });

  it('refuses a document that needs more memory than a thread has, and replaces the thread', async () => {
    const pool = aPool({ heapMb: 24 });
    await expect(make(pool, 'grow')).rejects.toMatchObject({ kind: 'refused', reason: 'DOCUMENT_TOO_LARGE' });
    expect(await make(pool, 'wait 1')).toBe('1');
  }, 60_000);

  it('reports the error of a document and the exit of a thread, and continues', async () => {
    const pool = aPool();
    await expect(make(pool, 'throw')).rejects.toThrow('no such zone');
    await expect(make(pool, 'die')).rejects.toThrow('exited with code 7');
    expect(await make(pool, 'wait 1')).toBe('1');
  });

  it('answers before the deadline of the caller, and skips documents that nobody waits for', async () => {
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

  it('finishes the document of a caller that has left, and returns it to the retry', async () => {
    const pool = aPool();
    const gone = new AbortController();
    const left = make(pool, 'wait 200', { signal: gone.signal });
    await sleep(50);
    gone.abort();
    await expect(left).rejects.toMatchObject({ reason: 'DOCUMENT_TIMED_OUT' });
    expect(await make(pool, 'wait 200')).toBe('1');
  });

  it('renders as many documents in parallel as it has threads', async () => {
    const pool = aPool({ threads: 2 });
    expect(await Promise.all([make(pool, 'wait 300 a'), make(pool, 'wait 300 b')])).toEqual(['1', '1']);
  });

  it('ends a thread that has had no document for a while, and starts another one on demand', async () => {
    const pool = aPool({ idleMs: 100 });
    expect(await make(pool, 'wait 1 a')).toBe('1');
    expect(await make(pool, 'wait 1 b')).toBe('2');
    while (pool.threads > 0) await sleep(20);
    expect(await make(pool, 'wait 200 c')).toBe('1');
    expect(pool.threads).toBe(1);
  });

  it('refuses unfinished and new documents once it is closed', async () => {
    const pool = aPool();
    const made = [make(pool, 'busy 60000'), make(pool, 'wait 1')].map((each) => each.catch((error: Error) => error));
    await sleep(20);
    await pool.close();
    for (const each of await Promise.all(made)) expect(each).toMatchObject({ reason: 'DOCUMENTS_BUSY' });
    await expect(make(pool, 'wait 1')).rejects.toMatchObject({ reason: 'DOCUMENTS_BUSY' });
  });
});
