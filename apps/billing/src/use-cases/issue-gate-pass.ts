import { UseCase, type Call } from '@waystation/call';
import type { IssueGatePassRequest, IssueGatePassResponse } from '@waystation/contracts/billing/v1/service';
import type { GetDepartureResponse } from '@waystation/contracts/reception/v1/service';
import { Reception } from '../clients.ts';
import { gateCodeHash, gateCodeOf } from '../gate-code.ts';
import { ownDocuments } from '../model/delivery.ts';
import { Deliveries } from '../store/delivery.mapping.ts';
import { Invoices } from '../store/invoice.mapping.ts';
import { Statements } from '../store/statement.mapping.ts';

@UseCase()
export class IssueGatePass {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly statements: Statements,
    private readonly invoices: Invoices,
    private readonly reception: Reception,
  ) {}

  ask({ visitId }: IssueGatePassRequest, call: Call): Promise<GetDepartureResponse> {
    return this.reception.getDeparture({ stationId: call.stationId, visitId }, call);
  }

  async execute(
    { visitId }: IssueGatePassRequest,
    { now, newId }: Call,
    departure: GetDepartureResponse,
  ): Promise<IssueGatePassResponse> {
    const [delivery, statement, invoices] = await Promise.all([
      this.deliveries.get(visitId),
      this.statements.get(visitId),
      this.invoices.ofVisit(visitId),
    ]);
    const code = gateCodeOf(newId());
    const pass = { gatePassId: newId(), codeHash: gateCodeHash(visitId, code) };
    const expiresAt = delivery.issueGatePass(pass, departure, statement, ownDocuments(statement, invoices), now);
    return { gatePassId: pass.gatePassId, code, expiresAt };
  }
}
