import { UseCase, type Call } from '@waystation/call';
import type { IssuePartsRequest, IssuePartsResponse } from '@waystation/contracts/parts/v1/service';
import { Staff } from '@waystation/reference';
import { mustBeTechnician } from '@waystation/reference/model';
import { IssueSlip } from '../model/issue-slip.ts';
import { milliOf } from '../model/quantity.ts';
import { IssueSlips } from '../store/issue-slip.mapping.ts';
import { Stockrooms } from '../store/stockrooms.ts';

@UseCase()
export class IssueParts {
  constructor(
    private readonly stockrooms: Stockrooms,
    private readonly slips: IssueSlips,
    private readonly staff: Staff,
  ) {}

  async execute({ visitId, itemId, technicianId, parts }: IssuePartsRequest, call: Call): Promise<IssuePartsResponse> {
    const { actor, now, newId } = call;
    const wanted = parts.map(({ partNumber, quantity }) => ({ partNumber, milli: milliOf(quantity) }));
    const [{ room, reservation }, technician] = await Promise.all([
      this.stockrooms.openForReserved(visitId, call),
      this.staff.member(technicianId),
    ]);
    const lines = reservation.issue(itemId, wanted, room);
    mustBeTechnician(technicianId, technician, now);
    const details = { itemId, technicianId, clerkId: actor.id };
    const slip = IssueSlip.issue(newId(), reservation, details, lines, now);
    this.slips.add(slip);
    this.stockrooms.keep(room);
    return { issueSlipId: slip.id, lines: slip.parts };
  }
}
