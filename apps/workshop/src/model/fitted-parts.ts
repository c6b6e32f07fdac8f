import { appended, Refused } from '@waystation/model';

/** Part issued for a job. */
export interface IssuedPart {
  issueLineId: string;
  partNumber: string;
  /** Decimal number in the unit of the issue slip. */
  quantity: string;
}

export interface FittedPart extends IssuedPart {
  technicianId: string;
  fittedAt: Date;
}

/** Parts fitted on one job, oldest first. */
export type FittedParts = readonly FittedPart[];

const maxParts = 300;

export const FittedParts = {
  /** @throws Refused when the line of the issue slip is fitted already */
  fit(parts: FittedParts, { issueLineId, partNumber, quantity, technicianId, fittedAt }: FittedPart): FittedParts {
    if (parts.some((part) => part.issueLineId === issueLineId))
      throw new Refused('PART_ALREADY_FITTED', { issueLineId });
    return appended(parts, { issueLineId, partNumber, quantity, technicianId, fittedAt }, maxParts);
  },
};
