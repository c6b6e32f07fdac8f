import { Conflict, journalOf, NotFound, Refused, WrongState, clearJournal } from '@waystation/model';
import { eventsOf, hash, minute } from '@waystation/testing/model';
import {
  aJob,
  anItem,
  anOrder,
  aVisit,
  aVisitSeen,
  drawing,
  ids,
  issued,
  labour,
  part,
} from '../../testing/a-visit.ts';
import { quotedLines, Statement, type StatementLine } from './statement.ts';
import type { VisitFacts } from './visit-facts.ts';

const visit = { stationId: ids.station, visitId: ids.visit };
const document = { id: ids.statementDocument, sha256: hash };
const draw = (facts: Partial<VisitFacts> = {}, ...added: StatementLine[]) => {
  const seen = aVisitSeen(facts);
  return Statement.draw(visit, seen, drawing(seen, ...added), minute(1));
};
const statementOf = (builder: ReturnType<typeof aVisit>) => {
  const { statement } = builder.make();
  clearJournal(statement!);
  return statement!;
};
const missing = (of: object) => journalOf(of).required.filter(({ holds }) => !holds);
const fee = (netMinor: bigint, facts: Partial<StatementLine> = {}): StatementLine => ({
  ...labour({ lineId: 'fee', itemId: '', kind: 'fee', code: 'disposal', unitPriceMinor: netMinor, netMinor }),
  added: true,
  ...facts,
});
const notFitted = { jobs: [aJob({ fitted: [] })] };

describe('A statement', () => {
  it('charges each payer the quoted lines of the order, with tax on the sum', () => {
    const lines = [labour(), part(), part({ lineId: 'other', payer: 'warranty', netMinor: 3n, itemId: '' })];
    const statement = draw({ order: anOrder({ lines }) });
    expect(statement.totals).toEqual([
      { payer: 'customer', netMinor: 15_000n, taxMinor: 1_950n, amountMinor: 16_950n },
      { payer: 'warranty', netMinor: 3n, taxMinor: 0n, amountMinor: 3n },
    ]);
    expect(statement.bills).toEqual([{ payer: 'customer', amountMinor: 16_950n, invoiceId: null, settled: false }]);
    expect(journalOf(statement).published).toMatchObject([
      { name: 'StatementDrawn', payload: { statementId: ids.visit, statementRevision: 1, orderRevision: 1 } },
    ]);
    expect(missing(statement)).toEqual([]);
  });

  it('does not charge unfinished work', () => {
    const order = anOrder({ items: [anItem(), anItem({ itemId: ids.otherItem, parts: [] })] });
    const lines = [...order.lines, labour({ lineId: 'undone', itemId: ids.otherItem })];
    const seen = aVisitSeen({ order: { ...order, lines } });
    expect(quotedLines(seen).map(({ lineId }) => lineId)).toEqual(['labour', 'part']);
  });

  it('may cost the agreed amount plus the ceiling, and no more (DEL-D02)', () => {
    expect(missing(draw({}, fee(884n)))).toEqual([]); // 15,884 and 2,065 of tax are 17,949
    expect(missing(draw({}, fee(886n)))).toEqual([
      { rule: 'DEL-D02', holds: false, requirement: 'ABOVE_APPROVED_AMOUNT' },
    ]);
    // The agreed amount applies only to lines that the customer pays.
    expect(missing(draw({}, fee(90_000n, { payer: 'insurer' })))).toEqual([]);
  });

  it('cites a published price list on every line (DEL-D03)', () => {
    expect(missing(draw({ order: anOrder({ lines: [labour({ priceList: '' }), part()] }) }))).toMatchObject([
      { rule: 'DEL-D03', requirement: 'PRICE_LIST_MISSING', subject: 'labour' },
    ]);
    const seen = aVisitSeen();
    const unpublished = [{ requirement: 'FEE_NOT_PUBLISHED', code: 'toll' }];
    const statement = Statement.draw(visit, seen, { ...drawing(seen), unpublished }, minute(1));
    expect(missing(statement)).toMatchObject([{ rule: 'DEL-D03', requirement: 'FEE_NOT_PUBLISHED', subject: 'toll' }]);
  });

  it('is drawn only from a countersigned order', () => {
    expect(() => draw({ order: anOrder({ status: 'quoted' }) })).toThrow(
      new Refused('ORDER_NOT_COUNTERSIGNED', { status: 'quoted' }),
    );
  });

  it('keeps the explanation of a difference when it is drawn again', () => {
    const statement = draw(notFitted);
    const [difference] = statement.unexplained;
    statement.explainDifference(difference!.differenceId, { reason: 'consumed', remarks: '' }, ids.advisor, minute(2));
    const seen = aVisitSeen(notFitted);
    statement.redraw(seen, drawing(seen), minute(3));
    expect(statement).toMatchObject({ revision: 2, unexplained: [] });
  });

  it('refuses to explain a difference of another statement', () => {
    expect(() =>
      draw().explainDifference(ids.difference, { reason: 'other', remarks: '' }, ids.advisor, minute(2)),
    ).toThrow(NotFound);
  });
});

describe('Closing a statement', () => {
  const close = (statement: Statement, facts: Partial<VisitFacts> = {}, revision = 1) =>
    statement.close(aVisitSeen(facts), revision, 1, document, minute(5));

  it('publishes the amounts and their price lists', () => {
    const statement = statementOf(aVisit().drawn());
    close(statement);
    expect(statement).toMatchObject({
      status: 'closed',
      closedAt: minute(5),
      documentId: document.id,
      toInvoice: ['customer'],
    });
    expect(journalOf(statement).published).toMatchObject([
      {
        name: 'StatementClosed',
        payload: { approvedMinor: 16_950n, priceLists: [labour().priceList], documentHash: hash },
      },
    ]);
  });

  it('requires an explanation of each difference (DEL-D01)', () => {
    const statement = statementOf(aVisit().of(notFitted).drawn());
    close(statement, notFitted);
    expect(missing(statement)).toMatchObject([
      { rule: 'DEL-D01', requirement: 'DIFFERENCE_NOT_EXPLAINED', subject: statement.differences[0]!.differenceId },
    ]);
  });

  it('is refused when the order or the work has changed', () => {
    const statement = () => statementOf(aVisit().drawn());
    expect(() => close(statement(), { order: anOrder({ orderRevision: 2 }) })).toThrow('ORDER_CHANGED_SINCE_STATEMENT');
    expect(() => close(statement(), notFitted)).toThrow('STATEMENT_OUT_OF_DATE');
    expect(() => close(statement(), {}, 2)).toThrow(Conflict);
    expect(() => statement().close(aVisitSeen(), 1, 2, document, minute(5))).toThrow(Conflict);
    expect(() => close(statementOf(aVisit().closed()))).toThrow(WrongState);
  });

  it('settles it at once when nobody pays at the station', () => {
    const lines = [labour({ payer: 'warranty' }), part({ payer: 'warranty' })];
    const facts = { order: anOrder({ lines }) };
    const statement = statementOf(aVisit().of(facts).drawn());
    close(statement, facts);
    expect(eventsOf(statement)).toEqual(['StatementClosed', 'StatementSettled']);
    expect(statement).toMatchObject({ isSettled: true, customerPays: false, bills: [] });
  });
});

describe('The bills of a statement', () => {
  it('settle the statement with the last payer', () => {
    const lines = [labour(), part({ payer: 'insurer' })];
    const statement = statementOf(
      aVisit()
        .of({ order: anOrder({ lines }) })
        .closed(),
    );
    expect(statement.toInvoice).toEqual(['customer', 'insurer']);
    statement.invoiced({ payer: 'customer', id: 'one' });
    statement.invoiced({ payer: 'insurer', id: 'two' });
    statement.statementSettled('two', minute(6));
    expect(eventsOf(statement)).toEqual([]);
    statement.statementSettled('one', minute(7));
    expect(eventsOf(statement)).toEqual(['StatementSettled']);
    statement.statementSettled('one', minute(8));
    expect(eventsOf(statement)).toEqual(['StatementSettled']);
  });

  it('are invoiced once to each payer of the station', () => {
    const statement = statementOf(aVisit().invoiced());
    expect(() => statement.billOf('customer', 1)).toThrow('ALREADY_INVOICED');
    expect(() => statement.billOf('warranty', 1)).toThrow('NOTHING_TO_INVOICE');
    expect(() => statementOf(aVisit().closed()).billOf('customer', 2)).toThrow(Conflict);
    expect(() => statementOf(aVisit().drawn()).billOf('customer', 1)).toThrow(WrongState);
  });

  it('stay valid when the statement is drawn again with the same amounts', () => {
    const again = (facts: Partial<VisitFacts>) => {
      const statement = statementOf(aVisit().settled());
      statement.workReopened(2, minute(8));
      const seen = aVisitSeen({ round: 2, ...facts });
      statement.redraw(seen, drawing(seen), minute(9));
      return statement;
    };
    const statement = again({});
    statement.close(aVisitSeen({ round: 2 }), 2, 2, document, minute(10));
    expect(eventsOf(statement)).toEqual([
      'StatementMarkedStale',
      'StatementDrawn',
      'StatementClosed',
      'StatementSettled',
    ]);
    expect(() => again({ order: anOrder({ lines: [labour()], items: [anItem({ parts: [] })] }), issued: [] })).toThrow(
      'ALREADY_INVOICED',
    );
  });
});

describe('A change after the drawing', () => {
  const stale = (change: (statement: Statement) => void) => {
    const statement = statementOf(aVisit().settled());
    change(statement);
    change(statement);
    return [statement.status, statement.staleReason, ...eventsOf(statement)];
  };

  it('marks the statement stale once', () => {
    expect(stale((it) => it.orderChanged(2, minute(9)))).toEqual(['stale', 'order_changed', 'StatementMarkedStale']);
    expect(stale((it) => it.workReopened(2, minute(9)))).toEqual(['stale', 'work_reopened', 'StatementMarkedStale']);
    const returns = [{ issueLineId: ids.issueLine, quantity: '1' }];
    expect(stale((it) => it.partsReturned(returns, minute(9), minute(10)))).toEqual([
      'stale',
      'parts_returned',
      'StatementMarkedStale',
    ]);
  });

  it('is ignored when the statement already includes it', () => {
    const seen = { issued: [issued({ quantity: '3', returnedQuantity: '1' })] };
    const statement = statementOf(aVisit().of(seen).closed());
    statement.orderChanged(1, minute(9));
    statement.workReopened(1, minute(9));
    statement.partsReturned([{ issueLineId: ids.issueLine, quantity: '1.0' }], minute(-1), minute(9));
    expect(statement.status).toBe('closed');
    // This return was under way when the other services were queried.
    statement.partsReturned([{ issueLineId: ids.issueLine, quantity: '2' }], minute(-1), minute(9));
    expect(statement.status).toBe('stale');
  });
});
