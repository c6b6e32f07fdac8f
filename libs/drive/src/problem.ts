/** One thing that a step still needs, as the API says it. */
export interface MissingThing {
  /** Of the standard; absent for an invariant of the platform. */
  rule?: string;
  what: string;
  subject?: string;
  description: string;
}

/** One field that can't be taken as it is. */
export interface FieldProblem {
  field: string;
  description: string;
  reason: string;
}

interface ProblemBody {
  reason?: string;
  detail?: string;
  missing?: MissingThing[];
  errors?: FieldProblem[];
}

/** What the API refused. Its message says all of it: the request, the reason, what is missing, which fields are wrong. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  /** Slug that says what is broken; `HTTP_<status>` where the answer says none. */
  readonly reason: string;
  readonly missing: readonly MissingThing[];
  readonly errors: readonly FieldProblem[];

  /** @param body of the answer, whatever it is */
  constructor(request: string, status: number, body: unknown) {
    const { reason = `HTTP_${status}`, detail = '', missing = [], errors = [] } = (body ?? {}) as ProblemBody;
    const lines = [
      `${request} was refused: ${status} ${reason}${detail && `: ${detail}`}`,
      ...missing.map(({ rule, what, subject, description }) =>
        [`  missing: ${what}`, subject && ` of ${subject}`, rule && ` (${rule})`, `: ${description}`].join(''),
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
