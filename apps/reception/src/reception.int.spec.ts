import { CommandScope, inScope, Transaction } from '@waystation/store';
import {
  describeIdempotency,
  describeIsolation,
  describeReactions,
  describeRowLevelSecurity,
  describeSchema,
  type Sample,
  type StepClass,
} from '@waystation/testing';
import { CheckIns } from './store/check-in.mapping.ts';
import { Recommendations } from './store/recommendation.mapping.ts';
import { RepairOrders } from './store/repair-order.mapping.ts';
import { Visits } from './store/visit.mapping.ts';
import { resetOthers, startReception } from '../testing/a-reception.ts';
import { aVisit, type Cast } from '../testing/a-visit.ts';
import { eventsOfOthers } from '../testing/events-of-others.ts';
import { aRefusal, contacts } from '../testing/examples.ts';
import { ids, otherHash } from '../testing/ids.ts';
import { keepReferenceData, querySamples, stepSamples } from '../testing/samples.ts';

const reception = await startReception();
const { given, actors, stationA } = reception;

beforeAll(() => keepReferenceData(reception, stationA.id));
beforeEach(resetOthers);

/** What stands in the database, as a step gets it. */
async function loaded<T>(load: () => Promise<T>): Promise<T> {
  const transaction = new Transaction(reception.database.database);
  try {
    return await inScope(new CommandScope(transaction, stationA.id), load);
  } finally {
    await transaction.abandon();
  }
}

describe('each step', () => {
  it.each(Object.entries(stepSamples))(
    '%s is made and tells of it',
    async (name, { given: before, request, by, publishes }) => {
      const step = reception.definition.useCases.find((each) => each.name === name) as StepClass;
      const told = given(...before).when(step, request as never, { by: actors[by] });
      for (const [event, fields] of Object.entries(publishes)) told.thenPublished(event, fields);
      const { events } = await told;
      expect(events.map((event) => event.name).sort()).toEqual(Object.keys(publishes).sort());
      for (const { headers, stationId } of events) {
        expect(stationId).toBe(stationA.id);
        expect(headers).toMatchObject({ ce_standardversion: '7' });
      }
    },
  );

  it('is in the examples, as is each query', () => {
    const { useCases, queries } = reception.definition;
    const named = [...useCases, ...queries].map(({ name }) => name).sort();
    const apart = ['GetDeparture', 'GetDocument', 'GetSigners'];
    expect([...Object.keys({ ...stepSamples, ...querySamples }), ...apart].sort()).toEqual(named);
  });
});

describe('the mappings', () => {
  it('bring back all that there was', async () => {
    const custody = { custodyId: ids.custody, keys: 2, vehiclePapers: ['registration'], place: 'board 4' };
    const found = { source: 'finding', sourceId: ids.finding, urgency: 'soon', unsafe: false, componentCode: '' };
    const reading = { part: 'tyre', position: '1L', value: '1', unit: 'mm', limit: '1.6' };
    const builder = aVisit()
      .offered()
      .recommending({ reading })
      .having(({ checkIn }, at) => checkIn.takeKeysAndPapers(custody, ids.advisor, at))
      .having(({ order }, at) => order.addAddendum(found, () => otherHash, at))
      .having(({ visit }, at) =>
        visit.reportProgress({ about: 'delay', channel: 'phone', remarks: 'Late' }, ids.advisor, at),
      )
      .having(({ recommendations }, at) => recommendations[0]!.answer('refused', at))
      .having(({ recommendations }, at) =>
        recommendations[0]!.signRefusal(aRefusal, { contacts, witness: undefined }, ids.advisor, at),
      );
    const [[visit, , checkIn, order, recommendation]] = await reception.arrange(builder);
    const stored = await loaded(() =>
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

  it('keep names, words and plates where nobody reads them by chance', async () => {
    const withdrawn = ({ order }: Cast, at: Date) =>
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

const { definition } = reception;
type Example = Omit<Sample, 'by'> & { by: keyof typeof stationA.staff };
const people = (examples: Readonly<Record<string, Example>>) =>
  Object.fromEntries(Object.entries(examples).map(([name, sample]) => [name, { ...sample, by: actors[sample.by] }]));
const samples = { ...people(stepSamples), ...people(querySamples) };
// Only other services may ask whether a truck may leave and who may sign; documents are the library's.
const apart = ['GetDeparture', 'GetDocument', 'GetSigners'];
Object.assign(reception, {
  definition: { ...definition, queries: definition.queries.filter(({ name }) => !apart.includes(name)) },
});
describeIsolation(reception, samples);
describeIdempotency(reception, samples);
describeReactions(reception, eventsOfOthers);
describeRowLevelSecurity(reception);
describeSchema(reception);
Object.assign(reception, { definition });
