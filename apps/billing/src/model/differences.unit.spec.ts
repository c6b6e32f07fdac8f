import { aJob, anItem, anOrder, aVisitSeen, ids, issued, labour, part } from '../../testing/a-visit.ts';
import { differencesOf, gapsOf } from './differences.ts';
import type { VisitFacts } from './visit-facts.ts';

const kinds = (facts: Partial<VisitFacts>) =>
  gapsOf(aVisitSeen(facts)).map(({ kind, expected, found }) => [kind, expected, found]);

describe('Differences of a visit', () => {
  it('do not exist when all work was done as ordered', () => {
    expect(kinds({})).toEqual([]);
    expect(kinds({ issued: [issued({ quantity: '3', returnedQuantity: '1.000' })] })).toEqual([]);
  });

  it.each<[string, Partial<VisitFacts>, string[][]]>([
    ['unfinished work', { jobs: [aJob({ status: 'paused' })] }, [['work_not_done', 'done', 'paused']]],
    [
      'work without an order',
      { jobs: [aJob(), aJob({ jobId: ids.otherItem, status: 'withdrawn', fitted: [] })] },
      [['work_not_ordered', 'none', 'withdrawn']],
    ],
    [
      'an item without a price',
      { order: anOrder({ items: [anItem(), anItem({ itemId: ids.otherItem, isWork: false, parts: [] })] }) },
      [['item_not_priced', 'priced', 'none']],
    ],
    [
      'a part that was not issued',
      {
        issued: [issued({ quantity: '1' })],
        jobs: [aJob({ fitted: [{ issueLineId: ids.issueLine, quantity: '1' }] })],
      },
      [['part_not_issued', '2', '1']],
    ],
    [
      'more of a part than was quoted',
      {
        issued: [issued({ quantity: '2.5' })],
        jobs: [aJob({ fitted: [{ issueLineId: ids.issueLine, quantity: '2.50' }] })],
      },
      [['part_over_quoted', '2', '2.5']],
    ],
    ['a part that was not fitted', { jobs: [aJob({ fitted: [] })] }, [['part_not_fitted', '2', '0']]],
  ])('report %s', (_, facts, gaps) => {
    expect(kinds(facts)).toEqual(gaps);
  });

  it('compare parts paid by the station with the agreed parts, because they have no price', () => {
    const own = anItem({ itemId: ids.otherItem, payer: 'internal', parts: [{ partNumber: 'P-2', quantity: '1' }] });
    const order = anOrder({ items: [anItem(), own], lines: [labour(), part()] });
    const jobs = [aJob(), aJob({ jobId: ids.otherItem, fitted: [] })];
    expect(kinds({ order, jobs })).toEqual([['part_not_issued', '1', '0']]);
  });

  it('keep their explanation as long as they are unchanged', () => {
    const gaps = gapsOf(aVisitSeen({ jobs: [aJob({ fitted: [] })] }));
    const [first] = differencesOf(gaps, [], () => 'one');
    const explanation = { reason: 'other', remarks: '', explainedBy: ids.advisor, explainedAt: new Date(0) };
    expect(differencesOf(gaps, [{ ...first!, explanation }], () => 'two')).toEqual([{ ...first, explanation }]);
    const others = gaps.map((gap) => ({ ...gap, found: '1' }));
    expect(differencesOf(others, [{ ...first!, explanation }], () => 'two')).toMatchObject([
      { differenceId: 'two', explanation: null },
    ]);
  });
});
