import { describeService } from '@waystation/testing';
import { otherHash } from '@waystation/testing/model';
import { CheckIns } from './store/check-in.mapping.ts';
import { Recommendations } from './store/recommendation.mapping.ts';
import { RepairOrders } from './store/repair-order.mapping.ts';
import { Visits } from './store/visit.mapping.ts';
import { resetOthers, startReception } from '../testing/a-reception.ts';
import { aVisit, type Records } from '../testing/a-visit.ts';
import { eventsOfOthers } from '../testing/events-of-others.ts';
import { aRefusal, contacts } from '../testing/examples.ts';
import { ids } from '../testing/ids.ts';
import { keepReferenceData, querySamples, stepSamples } from '../testing/samples.ts';

const reception = await startReception();
const { stationA } = reception;

beforeAll(() => keepReferenceData(reception, stationA.id));
beforeEach(resetOthers);

describe('the aggregates of a visit', () => {
  it('are read from the database as they were stored', async () => {
    const custody = { custodyId: ids.custody, keys: 2, vehiclePapers: ['registration'], place: 'board 4' };
    const found = { source: 'finding', sourceId: ids.finding, urgency: 'soon', unsafe: false, componentCode: '' };
    const reading = { part: 'tyre', position: '1L', value: '1', unit: 'mm', limit: '1.6' };
    const builder = aVisit()
      .offered()
      .recommending({ reading })
      .having(({ checkIn }, at) => checkIn.takeKeysAndPapers(custody, ids.advisor, at))
      .having(({ order }, at) => order.addAddendum(found, () => otherHash, at))
      .having(({ visit }, at) =>
        visit.reportProgress({ kind: 'delay', channel: 'phone', remarks: 'Late' }, ids.advisor, at),
      )
      .having(({ recommendations }, at) => recommendations[0]!.answer('refused', at))
      .having(({ recommendations }, at) =>
        recommendations[0]!.signRefusal(aRefusal, { contacts, witness: undefined }, ids.advisor, at),
      );
    const [[visit, , checkIn, order, recommendation]] = await reception.arrange(builder);
    const stored = await reception.loaded(() =>
      Promise.all([
        new Visits().get(ids.visit),
        new CheckIns().get(ids.visit),
        new RepairOrders().ofVisit(ids.visit),
        new Recommendations().get(ids.recommendation),
      ]),
    );
    const plain = stored.map((each) => ({ ...each }));
    expect(plain).toEqual([visit, checkIn, order, recommendation].map((each) => ({ ...each, version: 1 })));
  });

  it('are stored with names, descriptions and plates encrypted', async () => {
    const withdrawn = ({ order }: Records, at: Date) =>
      order.withdrawSignature({ reason: 'other', remarks: 'Wang Hao says so' }, ids.advisor, at);
    const signed = aVisit().signed().recommending().having(withdrawn);
    await reception.arrange(signed);
    for (const table of ['visit', 'check_in', 'repair_order', 'recommendation', 'arrival']) {
      const rows = JSON.stringify(await reception.database.rows(`select to_jsonb(t) from ${table} t`));
      for (const secret of [
        'Haulage',
        'Li Wei',
        'Ma Dong',
        'Wang Hao',
        'squeal',
        '5555 0101',
        'a coat',
        'A 12345',
        'The tyres',
      ]) {
        expect([table, secret, rows.includes(secret)]).toEqual([table, secret, false]);
      }
    }
  });
});

describeService(reception, { steps: stepSamples, queries: querySamples, reactions: eventsOfOthers });
