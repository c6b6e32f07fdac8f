import type { DocumentData } from '@waystation/documents';
import { checkLength, layouts, misplaced, renderDocument, textOfPdf } from '@waystation/documents/testing';
import { StationState } from '@waystation/contracts/network/v1/state';
import { codesIn, Names } from '@waystation/names';
import { minute } from '@waystation/testing/model';
import type { OrderToShow } from '../store/lookups.ts';
import { aVisit } from '../../testing/a-visit.ts';
import { orderDocument, orderFile, withSignatures } from './order-document.ts';

const listed = (kind: string, code: string, nameEn: string, nameZh: string) => ({
  kind,
  entries: [{ code, nameEn, nameZh }],
});
const names = new Names([
  listed('cause', 'linings_worn', 'Brake linings worn', '制动摩擦片磨损'),
  listed('damage_position', 'front_left', 'Front left', '左前部'),
  listed('damage_kind', 'scratch', 'Scratch', '划痕'),
]);

/** Content of an order's document at the stage of the builder. */
function shown(builder = aVisit().countersigned()): OrderToShow {
  const { visit, checkIn, order } = builder.records();
  const station = StationState.fromPartial({
    name: 'North Gate',
    address: '9 Ring Road',
    phone: '400 100 200',
    timeZone: 'Asia/Shanghai',
    language: 'zh',
  });
  const { id: repairOrderId, revision, items, corrections, quote, ceilingMinor, promise } = order;
  const { signature, countersignature } = order;
  const { concerns, texts, condition } = checkIn;
  const { party, vehicle } = visit;
  return {
    ...{ repairOrderId, revision, items, corrections, quote, ceilingMinor, promise },
    ...{ signature, countersignature },
    ...{ concerns, texts, condition, party, vehicle, station, advisorName: 'Zhang Min' },
    names,
    presentedDocument: null,
  };
}

const textOf = (document: DocumentData) => JSON.stringify(document);

describe('the document of a repair order', () => {
  it('shows everything that the customer agrees to, in their language', () => {
    const text = textOf(orderDocument(shown(), minute(0)));
    for (const said of [
      'Haulage Ltd',
      'A 12345',
      '120500 km',
      'The brakes squeal',
      'Reline the brakes',
      'CNY 508.50',
      'CNY 1,000.00',
      'Zhang Min',
      'identity card',
      'a coat',
    ]) {
      expect([said, text.includes(said)]).toEqual([said, true]);
    }
    expect(orderDocument(shown(), minute(0))).toMatchObject({ language: 'en', title: 'Repair order' });
    const ofStation = { ...shown(), party: { ...shown().party!, language: '' } };
    expect(orderDocument(ofStation, minute(0))).toMatchObject({ language: 'zh', title: '维修任务委托书' });
  });

  it.each([
    ['en', ['Brake linings worn', 'Front left: Scratch', '1.5 h', 'Goodwill', 'Belongings in the vehicle']],
    ['zh', ['制动摩擦片磨损', '左前部：划痕', '1.5 小时', '善意索赔', '车内物品', '此金额以内的变更无需另行确认']],
  ] as const)('uses the names of its language and shows no codes: %s', async (language, said) => {
    const order = shown();
    const [line] = order.quote!.lines;
    const document = orderDocument(
      {
        ...order,
        party: { ...order.party!, language },
        concerns: order.concerns.map((concern) => ({ ...concern, cause: 'linings_worn' })),
        quote: { ...order.quote!, lines: [line!, { ...line!, payer: 'goodwill' }] },
        ceilingMinor: 5_000n,
      },
      minute(0),
    );
    const { kind: _, ...printed } = document;
    for (const each of said) expect([each, textOf(printed as DocumentData).includes(each)]).toEqual([each, true]);
    expect(codesIn(textOfPdf(await renderDocument(document)).join(' '))).toEqual([]);
    expect(codesIn(textOf(printed as DocumentData))).toEqual([]);
  });

  it('has empty signature lines until it is signed', () => {
    const { signatures } = orderDocument(shown(aVisit().shown()), minute(0));
    expect(signatures).toEqual([{ role: 'Customer' }, { role: 'Service advisor', name: 'Zhang Min' }]);
    expect(orderDocument(shown(), minute(0)).signatures).toMatchObject([
      { name: 'Li Wei', strokes: [[{ x: 10, y: 20 }, {}]] },
      { name: 'Zhang Min', strokes: [[{}, {}]] },
    ]);
  });

  it('REC-D12: is signed exactly as shown, even if facts of the vehicle changed since', () => {
    const document = orderDocument(shown(aVisit().shown()), minute(0));
    const since = { ...shown(), condition: { ...shown().condition!, belongings: ['a safe'] } };
    const signed = withSignatures(document, since);
    expect(textOf(signed)).not.toContain('a safe');
    expect({ ...signed, signatures: document.signatures }).toEqual(document);
    expect(signed.signatures).toMatchObject([{ name: 'Li Wei' }, { name: 'Zhang Min' }]);
  });

  it('has the same bytes for the same order, and no personal data in its file name', async () => {
    const [one, other] = await Promise.all([1, 2].map(() => renderDocument(orderDocument(shown(), minute(0)))));
    expect(Buffer.compare(one!, other!)).toBe(0);
    const { order } = aVisit().countersigned().records();
    const rendered = { revision: 4, data: orderDocument(shown(), minute(0)), content: one! };
    const file = orderFile({ id: 'id', order, rendered, createdAt: minute(0) });
    expect(file).toMatchObject({ kind: 'repair_order', revision: 4, fileName: 'repair-order-00000a05-4.pdf' });
  });
});

/** Order with the given numbers of concerns, damages and lines; each concern has an item. */
function full(
  entries: { concerns: number; damages: number; lines: number },
  text: (index: number) => string,
): OrderToShow {
  const order = shown();
  const { concerns, damages, lines } = entries;
  const list = <T>(length: number, made: (index: number) => T) => Array.from({ length }, (_, index) => made(index));
  const concernIds = list(concerns, (index) => `concern-${index}`);
  const byConcern = Object.fromEntries(concernIds.map((id, index) => [id, text(index)]));
  const items = concernIds.map((itemId) => ({ ...order.items[0]!, itemId }));
  const line = order.quote!.lines[0]!;
  const draw = list(80, (index) => ({ x: index * 12, y: 500 + 400 * Math.sin(index), atMs: index, pressure: 0 }));
  return {
    ...order,
    items,
    corrections: byConcern,
    concerns: concernIds.map((concernId) => ({ ...order.concerns[0]!, concernId })),
    texts: { ...order.texts, concerns: byConcern, diagnoses: byConcern, belongings: list(damages, text) },
    condition: {
      ...order.condition!,
      damages: list(damages, (index) => ({
        place: 'front_left',
        kind: 'scratch',
        remarks: text(index),
        photoHashes: [],
      })),
    },
    quote: {
      ...order.quote!,
      lines: list(lines, (index) => ({ ...line, itemId: `concern-${index % concerns}`, description: text(index) })),
    },
    signature: { ...order.signature!, strokes: [{ points: draw }] },
    countersignature: { ...order.countersignature!, strokes: [{ points: draw }] },
  };
}

const sentence = (index: number) => `${index}. The brakes squeal when the truck is empty. `.repeat(1 + (index % 4));
const han = (letters: number) => '空车制动时方向盘抖动，'.repeat(Math.ceil(letters / 11)).slice(0, letters);

describe('the PDF of a repair order', () => {
  it.each([
    // `libs/documents` tries each number for the layout that all documents share.
    ['short', () => '制动时方向盘抖动', [1, 2, 5, 9, 14, 20, 30]],
    ['long', sentence, [1, 6, 19]],
  ] as const)(
    'has both signatures and all other parts in place with 1 to 30 entries: %s texts',
    async (_, text, counts) => {
      const faults: string[] = [];
      for (const count of counts) {
        const order = full({ concerns: count, damages: count % 5, lines: count % 7 }, text);
        const bytes = await renderDocument(orderDocument(order, minute(0)));
        faults.push(...misplaced(bytes, 2).map((fault) => `${count}: ${fault}`));
      }
      expect(faults).toEqual([]);
    },
    120_000,
  );

  it('shows each damage with its remarks', async () => {
    const order = full({ concerns: 1, damages: 40, lines: 1 }, sentence);
    const said = textOfPdf(await renderDocument(orderDocument(order, minute(0))))
      .join('')
      .replaceAll(/\s/g, '');
    for (const { remarks } of order.condition!.damages) expect(said).toContain(remarks.replaceAll(/\s/g, ''));
  }, 60_000);

  it.each([
    // 24,000 letters of concerns, diagnoses, damages and belongings, 12,000 of corrections, 300 lines.
    ['the largest order that reception accepts', { concerns: 50, damages: 40, lines: 300 }, 120],
    ['an order with 100 damages of 500 letters', { concerns: 1, damages: 100, lines: 1 }, 500],
  ])(
    'lays out each different word once: %s',
    async (_, entries, letters) => {
      const order = full(entries, () => han(letters));
      const corrections = Object.fromEntries(order.items.map(({ itemId }) => [itemId, han(240)]));
      const document = orderDocument({ ...order, corrections, texts: { ...order.texts, belongings: [] } }, minute(0));
      expect(() => checkLength(document)).not.toThrow();
      const before = layouts.count;
      const bytes = await renderDocument(document);
      expect(layouts.count - before).toBeLessThan(1_000);
      expect(misplaced(bytes, 2)).toEqual([]);
    },
    60_000,
  );
});
