import type { DocumentData } from './document-data.ts';
import { usePool, type PoolUse } from './shared-pool.ts';

/** Worker that answers with the number of documents received. */
const scripted = new URL('../testing/scripted-worker.mjs', import.meta.url);

const data: DocumentData = {
  kind: 'repair_order',
  language: 'en',
  title: 'Repair order',
  station: { name: 'North Gate', address: '', phone: '', timeZone: 'Asia/Shanghai' },
  createdAt: new Date(0),
};

const uses: PoolUse[] = [];
function use(threads?: number): PoolUse {
  const found = usePool(threads, scripted);
  uses.push(found);
  return found;
}
const make = async (from: PoolUse) => Buffer.from((await from.render('key', data)).content).toString();

afterEach(async () => {
  await Promise.all(uses.splice(0).map((each) => each.leave()));
});

describe('usePool', () => {
  it('gives services of one process the same pool until the last one leaves', async () => {
    const [reception, quality] = [use(1), use()];
    expect([await make(reception), await make(quality)]).toEqual(['1', '2']);
    await reception.leave();
    await reception.leave();
    await expect(make(reception)).rejects.toMatchObject({ kind: 'unavailable', reason: 'DOCUMENTS_BUSY' });
    expect(await make(quality)).toBe('3');
    await quality.leave();
    await expect(make(quality)).rejects.toMatchObject({ reason: 'DOCUMENTS_BUSY' });
    expect(await make(use())).toBe('1');
  });

  it('keeps pools with different numbers of threads apart', async () => {
    expect([await make(use(1)), await make(use(2))]).toEqual(['1', '1']);
  });
});
