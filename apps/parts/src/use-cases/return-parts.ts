import { UseCase, type Call } from '@waystation/call';
import type { ReturnPartsRequest, ReturnPartsResponse } from '@waystation/contracts/parts/v1/service';
import { milliOf } from '../model/quantity.ts';
import { IssueSlips } from '../store/issue-slip.mapping.ts';
import { Stockrooms } from '../store/stockrooms.ts';

@UseCase()
export class ReturnParts {
  constructor(
    private readonly stockrooms: Stockrooms,
    private readonly slips: IssueSlips,
  ) {}

  async execute({ issueSlipId, lines, bin }: ReturnPartsRequest, call: Call): Promise<ReturnPartsResponse> {
    const slip = await this.slips.get(issueSlipId);
    const { room, reservation } = await this.stockrooms.openForReserved(slip.visitId, call);
    const returned = lines.map(({ issueLineId, quantity }) => ({ issueLineId, milli: milliOf(quantity) }));
    const back = slip.returnParts(returned, call.actor.id, call.now);
    reservation.returnParts(slip.itemId, back, room);
    room.returnParts(back, bin, slip.visitId);
    this.stockrooms.keep(room);
    return { issueSlipId, status: slip.status };
  }
}
