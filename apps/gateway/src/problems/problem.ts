/** A condition that a step still requires. */
export interface MissingRequirement {
  /** Rule of the standard, such as `REP-D01`; absent for an invariant of the platform. */
  rule?: string;
  /** Slug such as `CUSTOMER_SIGNATURE_MISSING`. */
  requirement: string;
  /** Id of the thing, if there are several. */
  subject?: string;
  /** Text in the reader's language. */
  description: string;
}

/** An invalid field. */
export interface FieldProblem {
  /** JSON path: `slot.start`, `items[2].quantity`; empty for the request as a whole. */
  field: string;
  description: string;
  reason: string;
}

/** Error answer of the API: RFC 9457, `application/problem+json`. */
export interface Problem {
  /** `urn:waystation:problem:<reason>`. */
  type: string;
  title: string;
  status: number;
  detail: string;
  /** Slug of the error. */
  reason: string;
  /** Facts for programs. */
  metadata?: Record<string, string>;
  errors?: FieldProblem[];
  missing?: MissingRequirement[];
}

/** Error answer with its headers. */
export interface ProblemAnswer {
  problem: Problem;
  headers: Readonly<Record<string, string>>;
}
