/** One thing that a step still needs. */
export interface MissingThing {
  /** Rule of the standard, such as `REP-D01`; absent for an invariant of the platform. */
  rule?: string;
  /** Slug such as `CUSTOMER_SIGNATURE_MISSING`. */
  what: string;
  /** Which one, where there are several. */
  subject?: string;
  /** In the reader's language. */
  description: string;
}

/** One field that can't be taken as it is. */
export interface FieldProblem {
  /** In JSON's spelling: `slot.start`, `items[2].quantity`; empty for the request as a whole. */
  field: string;
  description: string;
  reason: string;
}

/** An error as the API answers it: RFC 9457, `application/problem+json`. */
export interface Problem {
  /** `urn:waystation:problem:<reason>`. */
  type: string;
  title: string;
  status: number;
  detail: string;
  /** Slug that says what is broken. */
  reason: string;
  /** Facts for programs. */
  metadata?: Record<string, string>;
  errors?: FieldProblem[];
  missing?: MissingThing[];
}

/** An error's answer, headers included. */
export interface ProblemAnswer {
  problem: Problem;
  headers: Readonly<Record<string, string>>;
}
