import { Unavailable } from '@waystation/model';
import type { DocumentData } from './document-data.ts';
import { giveBackPool, takePool } from './process-pools.ts';

const data = {} as DocumentData;

it('gives services of one process the same threads, unless they ask for another number', async () => {
  const [first, second, other] = [takePool(), takePool(1), takePool(2)];
  expect(second).toBe(first);
  expect(other).not.toBe(first);
  await Promise.all([first, second, other].map(giveBackPool));
});

it('ends the threads after the last service, and a later service gets others', async () => {
  const [first, second] = [takePool(), takePool()];
  await giveBackPool(first);
  expect(takePool()).toBe(second);
  await giveBackPool(second);
  await giveBackPool(second);
  await expect(second.render('key', data, {})).rejects.toBeInstanceOf(Unavailable);
  const later = takePool();
  expect(later).not.toBe(second);
  await giveBackPool(later);
});
