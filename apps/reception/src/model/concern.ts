/** What the customer says of his truck, or what the station found. Its words lie apart, encrypted. */
export interface Concern {
  concernId: string;
  /** `fault`, `maintenance` or `recall`. */
  kind: string;
  isBooked: boolean;
  /** By the customer, at the desk. */
  isConfirmed: boolean;
  isFoundByStation: boolean;
  /** As it was thought when the appointment was made. */
  suspectedCause: string;
  /** Code; empty until it is diagnosed. */
  cause: string;
  componentCode: string;
  /** `advisor`, `pre_inspection` or `expert`; empty until it is diagnosed. */
  method: string;
  diagnosedBy: string;
}

/** A concern as it was named when the appointment was made. */
export interface BookedConcern {
  concernId: string;
  kind: string;
  description: string;
  suspectedCause: string;
}

/** What was found to be the cause of a concern. */
export interface Diagnosis {
  concernId: string;
  cause: string;
  description: string;
  componentCode: string;
  method: string;
}

/** Of a fault the cause must be known before it is repaired; maintenance and recalls are planned by what they are. */
export function isUndiagnosed({ kind, cause }: Concern): boolean {
  return kind === 'fault' && cause === '';
}
