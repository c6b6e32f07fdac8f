import { renderPaper, type Paper } from '@waystation/documents';
import { StationState } from '@waystation/contracts/network/v1/state';
import type { OrderToShow } from '../store/lookups.ts';
import { aVisit } from '../testing/a-visit.ts';
import { minute } from '../testing/ids.ts';
import { orderDocument, orderPaper, signedPaper } from './order-paper.ts';

/** What is shown of an order that has come as far as said. */
function shown(builder = aVisit().signed()): OrderToShow {
  const { visit, checkIn, order } = builder.cast();
  const station = StationState.fromPartial({
    name: 'North Gate',
    address: '9 Ring Road',
    phone: '400 100 200',
    zone: 'Asia/Shanghai',
    language: 'zh',
  });
  const { id: repairOrderId, revision, items, corrections, quote, ceilingMinor, promise, signatures } = order;
  const { concerns, words, condition } = checkIn;
  const { party, truck } = visit;
  return {
    ...{ repairOrderId, revision, items, corrections, quote, ceilingMinor, promise, signatures },
    ...{ concerns, words, condition, party, truck, station, advisorName: 'Zhang Min' },
    shown: null,
  };
}

const textOf = (paper: Paper) => JSON.stringify(paper);

describe('the paper of a repair order', () => {
  it('says all that the customer agrees to, in his language', () => {
    const text = textOf(orderPaper(shown(), minute(0)));
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
    expect(orderPaper(shown(), minute(0))).toMatchObject({ language: 'en', title: 'Repair order' });
    const ofStation = { ...shown(), party: { ...shown().party!, language: '' } };
    expect(orderPaper(ofStation, minute(0))).toMatchObject({ language: 'zh', title: '维修任务委托书' });
  });

  it('has a line to sign on until it is signed', () => {
    const { signatures } = orderPaper(shown(aVisit().shown()), minute(0));
    expect(signatures).toEqual([{ role: 'Customer' }, { role: 'Service advisor', name: 'Zhang Min' }]);
    expect(orderPaper(shown(), minute(0)).signatures).toMatchObject([
      { name: 'Li Wei', strokes: [[{ x: 10, y: 20 }, {}]] },
      { name: 'Zhang Min', strokes: [[{}, {}]] },
    ]);
  });

  it('REC-D12: is signed as it was shown, whatever was noted of the truck since', () => {
    const paper = orderPaper(shown(aVisit().shown()), minute(0));
    const since = { ...shown(), condition: { ...shown().condition!, belongings: ['a safe'] } };
    const signed = signedPaper(paper, since);
    expect(textOf(signed)).not.toContain('a safe');
    expect({ ...signed, signatures: paper.signatures }).toEqual(paper);
    expect(signed.signatures).toMatchObject([{ name: 'Li Wei' }, { name: 'Zhang Min' }]);
  });

  it('is the same bytes for the same order, and names nobody by its file', async () => {
    const [one, other] = await Promise.all([1, 2].map(() => renderPaper(orderPaper(shown(), minute(0)))));
    expect(Buffer.compare(one!, other!)).toBe(0);
    const { order } = aVisit().signed().cast();
    const document = orderDocument(
      'id',
      order,
      { revision: 4, paper: orderPaper(shown(), minute(0)), content: one! },
      minute(0),
    );
    expect(document).toMatchObject({ kind: 'repair_order', revision: 4, fileName: 'repair-order-00000a05-4.pdf' });
  });
});
