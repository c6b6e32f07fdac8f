import type { IssuedPart, PartsIssued, PartsReturned } from '@waystation/contracts/parts/v1/events';
import { Aggregate, NotFound, Refused, type Steps, type VisitRef } from '@waystation/model';
import { quantityOf } from './quantity.ts';

export type IssueSlipStatus = 'issued' | 'returned';

export interface IssueSlipEvents {
  PartsIssued: PartsIssued;
  PartsReturned: PartsReturned;
}

/** `returnParts` records a return of some parts, `close` the return of the last ones. */
export const issueSlipSteps = {
  returnParts: { from: ['issued'], event: 'PartsReturned' },
  close: { from: ['issued'], to: 'returned', event: 'PartsReturned' },
} as const satisfies Steps<IssueSlipStatus, IssueSlipEvents>;

export interface SlipLine {
  issueLineId: string;
  partNumber: string;
  milli: number;
  returnedMilli: number;
}

/** Item, receiver and parts clerk of an issue. */
export interface IssueDetails {
  itemId: string;
  technicianId: string;
  clerkId: string;
}

/** Returned quantity of a line. */
export interface Returned {
  issueLineId: string;
  milli: number;
}

/** Parts issued to a technician for a repair item. */
export class IssueSlip extends Aggregate<typeof issueSlipSteps, IssueSlipEvents, 'issue slip'> {
  declare visitId: string;
  declare itemId: string;
  declare technicianId: string;
  declare clerkId: string;
  declare issuedAt: Date;
  declare lines: SlipLine[];

  protected get steps() {
    return issueSlipSteps;
  }
  protected get subject() {
    return 'issue slip' as const;
  }

  static issue(
    id: string,
    visit: VisitRef,
    { itemId, technicianId, clerkId }: IssueDetails,
    lines: SlipLine[],
    at: Date,
  ): IssueSlip {
    const { stationId, visitId, standardVersion } = visit;
    const slip = new IssueSlip();
    slip.begin({ id, stationId, visitId, standardVersion }, 'issued');
    slip.itemId = itemId;
    slip.technicianId = technicianId;
    slip.clerkId = clerkId;
    slip.issuedAt = at;
    slip.lines = lines;
    slip.publish('PartsIssued', at, { itemId, technicianId, clerkId, parts: slip.parts });
    return slip;
  }

  /** Lines in the form of events and answers. */
  get parts(): IssuedPart[] {
    return this.lines.map(({ issueLineId, partNumber, milli }) => ({
      issueLineId,
      partNumber,
      quantity: quantityOf(milli),
    }));
  }

  /** @returns the returned lines with their part numbers. @throws Refused for more than is out */
  returnParts(returned: readonly Returned[], clerkId: string, at: Date): (Returned & { partNumber: string })[] {
    this.mustAllow('returnParts');
    const came = returned.map(({ issueLineId, milli }) => {
      const line = this.lines.find((each) => each.issueLineId === issueLineId);
      if (!line) throw new NotFound('issue line', issueLineId);
      if (milli > line.milli - line.returnedMilli) throw new Refused('MORE_RETURNED_THAN_ISSUED', { issueLineId });
      return { issueLineId, milli, partNumber: line.partNumber };
    });
    this.lines = this.lines.map((line) => {
      const back = came.find(({ issueLineId }) => issueLineId === line.issueLineId);
      return back ? { ...line, returnedMilli: line.returnedMilli + back.milli } : line;
    });
    const { itemId, technicianId } = this;
    const parts = came.map(({ milli, ...line }) => ({ ...line, quantity: quantityOf(milli) }));
    const isAllBack = this.lines.every(({ milli, returnedMilli }) => milli === returnedMilli);
    this.step(isAllBack ? 'close' : 'returnParts', at, { itemId, technicianId, clerkId, parts });
    return came;
  }
}
