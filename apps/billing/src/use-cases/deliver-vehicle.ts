import { UseCase, type Call } from '@waystation/call';
import type { DeliverVehicleRequest, DeliverVehicleResponse } from '@waystation/contracts/billing/v1/service';
import { gateCodeHash } from '../gate-code.ts';
import { Deliveries } from '../store/delivery.mapping.ts';
import { Statements } from '../store/statement.mapping.ts';

@UseCase()
export class DeliverVehicle {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly statements: Statements,
  ) {}

  async execute(
    { visitId, gatePassCode, otherAdvisorReason, seenOffBy }: DeliverVehicleRequest,
    { actor, now }: Call,
  ): Promise<DeliverVehicleResponse> {
    const [delivery, statement] = await Promise.all([this.deliveries.get(visitId), this.statements.get(visitId)]);
    const details = { codeHash: gateCodeHash(visitId, gatePassCode), otherAdvisorReason, seenOffBy };
    delivery.deliverVehicle(details, statement, actor.id, now);
    return { visitId, status: delivery.status };
  }
}
