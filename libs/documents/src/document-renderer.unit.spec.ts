import { Refused } from '@waystation/model';
import { DocumentRenderer } from './document-renderer.ts';
import type { DocumentData } from './document-data.ts';

const data: DocumentData = {
  kind: 'repair_order',
  language: 'en',
  title: 'Repair order',
  station: { name: 'North Gate', address: '', phone: '', timeZone: 'Asia/Shanghai' },
  parties: [{ role: 'Customer', lines: ['ꦗꦮ'] }],
  createdAt: new Date(0),
};

it('refuses characters that no font has before it starts a thread', async () => {
  const renderer = new DocumentRenderer();
  const call = { name: 'reception.PresentRepairOrder', stationId: 'a', passedOn: {} };
  const refused = renderer.render(data, call as never, 1);
  await expect(refused).rejects.toBeInstanceOf(Refused);
  await expect(refused).rejects.toMatchObject({ metadata: { characters: 'ꦗ ꦮ (Customer)' } });
  await renderer.onApplicationShutdown();
});
