/** A condition that a step still requires, as answered by the API. */
export interface MissingRequirement {
  /** Rule of the standard; absent for an invariant of the platform. */
  rule?: string;
  requirement: string;
  subject?: string;
  description: string;
}

/** An invalid field. */
export interface FieldProblem {
  field: string;
  description: string;
  reason: string;
}

interface ProblemBody {
  reason?: string;
  detail?: string;
  missing?: MissingRequirement[];
  errors?: FieldProblem[];
}

/** Refusal by the API. The message contains the request, the reason, everything missing and all invalid fields. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  /** Slug of the error; `HTTP_<status>` if the answer has none. */
  readonly reason: string;
  readonly missing: readonly MissingRequirement[];
  readonly errors: readonly FieldProblem[];

  /** @param body parsed body of the answer; may be anything */
  constructor(request: string, status: number, body: unknown) {
    const { reason = `HTTP_${status}`, detail = '', missing = [], errors = [] } = (body ?? {}) as ProblemBody;
    const lines = [
      `${request} was refused: ${status} ${reason}${detail && `: ${detail}`}`,
      ...missing.map(({ rule, requirement, subject, description }) =>
        [`  missing: ${requirement}`, subject && ` of ${subject}`, rule && ` (${rule})`, `: ${description}`].join(''),
      ),
      ...errors.map(({ field, reason: why, description }) => `  ${field || 'the request'}: ${why}: ${description}`),
    ];
    super(lines.join('\n'));
    this.status = status;
    this.reason = reason;
    this.missing = missing;
    this.errors = errors;
  }
}
