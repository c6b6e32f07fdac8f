import { UseCase, type Call } from '@waystation/call';
import type { DrawStatementRequest, DrawStatementResponse } from '@waystation/contracts/billing/v1/service';
import { priceOf, pricesInForce, totalsOf } from '@waystation/pricing';
import { ReferencePrices, Stations } from '@waystation/reference';
import { Parts, Reception, Workshop } from '../clients.ts';
import { addedLines } from '../model/added-lines.ts';
import { quotedLines, Statement } from '../model/statement.ts';
import type { VisitFacts } from '../model/visit-facts.ts';
import { queryVisit } from '../query-visit.ts';
import { Deliveries } from '../store/delivery.mapping.ts';
import { Statements } from '../store/statement.mapping.ts';

@UseCase()
export class DrawStatement {
  constructor(
    private readonly statements: Statements,
    private readonly deliveries: Deliveries,
    private readonly stations: Stations,
    private readonly prices: ReferencePrices,
    private readonly reception: Reception,
    private readonly workshop: Workshop,
    private readonly parts: Parts,
  ) {}

  ask({ visitId }: DrawStatementRequest, call: Call): Promise<VisitFacts> {
    return queryVisit(visitId, this.reception, this.workshop, this.parts, call);
  }

  async execute(
    { visitId, fees, sublets }: DrawStatementRequest,
    { stationId, now, newId }: Call,
    seen: VisitFacts,
  ): Promise<DrawStatementResponse> {
    const { currency, standardVersion } = seen.order;
    const wanted = { fees: fees.map(({ code }) => code) };
    const [before, station, published] = await Promise.all([
      this.statements.find(visitId),
      this.stations.own(),
      fees.length + sublets.length > 0 ? this.prices.startedBy(now, { currency }, wanted, { withoutParts: true }) : [],
      this.deliveries.findOrOpen(visitId, { stationId, standardVersion }),
    ]);
    const market = { currency, jurisdiction: station.jurisdiction };
    const inForce = pricesInForce(published, now, market);
    const found = {
      feeOf: (code: string) => priceOf(inForce, 'fee', code),
      taxOf: (category: string) => inForce.taxes.get(category),
    };
    const added = addedLines(fees, sublets, found, seen.order.party.language || station.language, newId);
    const lines = [...quotedLines(seen), ...added.lines];
    const charges = { lines, ...totalsOf(lines, market) };
    const drawing = { charges, unpublished: added.unpublished, newId };

    const statement = before ?? Statement.draw({ stationId, visitId }, seen, drawing, now);
    if (before) before.redraw(seen, drawing, now);
    else this.statements.add(statement);
    return statementAnswer(statement);
  }
}

function statementAnswer({ visitId, status, revision, totals, unexplained }: Statement): DrawStatementResponse {
  const differences = unexplained.map(({ explanation: _, ...gap }) => ({
    ...gap,
    reason: '',
    remarks: '',
    explainedBy: '',
  }));
  return { visitId, status, statementRevision: revision, totals, differences };
}
