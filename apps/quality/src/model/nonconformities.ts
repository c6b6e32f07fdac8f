import { appended, NotFound, Refused } from '@waystation/model';

/** Data of a nonconformity when it is raised. */
export interface Fault {
  itemId: string;
  /** Point of the specification that showed the fault; empty if none did. */
  pointId: string;
  /** `minor`, `major` or `critical`. */
  nonconformityClass: string;
  cause: string;
  description: string;
  photoHashes: string[];
}

export interface Nonconformity extends Omit<Fault, 'description'> {
  nonconformityId: string;
  /** Round in which it was raised. */
  round: number;
  inspectorId: string;
  raisedAt: Date;
  /** `redone` or `concession`; null while it is open. */
  outcome: string | null;
  /** Hash of the concession that the customer signed; empty without one. */
  signatureHash: string;
  closedAt: Date | null;
}

/** Nonconformities of all rounds, oldest first. */
export type Nonconformities = readonly Nonconformity[];

const maxNonconformities = 100;

export const Nonconformities = {
  raise(
    nonconformities: Nonconformities,
    raised: Omit<Nonconformity, 'outcome' | 'signatureHash' | 'closedAt'>,
  ): Nonconformities {
    const open = { ...raised, outcome: null, signatureHash: '', closedAt: null };
    return appended(nonconformities, open, maxNonconformities);
  },

  /** @throws NotFound; Refused when it is closed already */
  findOpen(nonconformities: Nonconformities, nonconformityId: string): Nonconformity {
    const raised = nonconformities.find((each) => each.nonconformityId === nonconformityId);
    if (!raised) throw new NotFound('nonconformity', nonconformityId);
    if (raised.outcome !== null) throw new Refused('NONCONFORMITY_ALREADY_CLOSED', { nonconformityId });
    return raised;
  },

  close(
    nonconformities: Nonconformities,
    closed: Pick<Nonconformity, 'nonconformityId' | 'outcome' | 'signatureHash' | 'closedAt'>,
  ): Nonconformities {
    const { nonconformityId } = closed;
    return nonconformities.map((each) => (each.nonconformityId === nonconformityId ? { ...each, ...closed } : each));
  },

  open(nonconformities: Nonconformities): Nonconformities {
    return nonconformities.filter(({ outcome }) => outcome === null);
  },

  /** True if the point has an open or conceded nonconformity. A redone one does not excuse another failure. */
  cover(nonconformities: Nonconformities, pointId: string): boolean {
    return nonconformities.some((each) => each.pointId === pointId && each.outcome !== 'redone');
  },
};
