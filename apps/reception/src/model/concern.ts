/** Concern of the customer, or fault found by the station. Its description is stored separately, encrypted. */
export interface Concern {
  concernId: string;
  /** `fault`, `maintenance` or `recall`. */
  kind: string;
  isBooked: boolean;
  /** True if the customer confirmed it at the desk. */
  isConfirmed: boolean;
  isFoundByStation: boolean;
  /** Cause suspected when the appointment was made. */
  suspectedCause: string;
  /** Code; empty until it is diagnosed. */
  cause: string;
  componentCode: string;
  /** `advisor`, `pre_inspection` or `expert`; empty until it is diagnosed. */
  method: string;
  diagnosedBy: string;
}

/** Concern stated when the appointment was made. */
export interface BookedConcern {
  concernId: string;
  kind: string;
  description: string;
  suspectedCause: string;
}

/** Diagnosed cause of a concern. */
export interface Diagnosis {
  concernId: string;
  cause: string;
  description: string;
  componentCode: string;
  method: string;
}

/** True for a fault without a known cause. Maintenance and recalls need no diagnosis. */
export function isUndiagnosed({ kind, cause }: Concern): boolean {
  return kind === 'fault' && cause === '';
}
