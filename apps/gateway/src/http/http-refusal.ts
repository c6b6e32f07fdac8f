/** A request that HTTP itself says no to, before any service is asked. */
export class HttpRefusal extends Error {
  readonly status: number;
  /** Slug such as `METHOD_NOT_ALLOWED`; the words for it stand in `texts.ts`. */
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Values for the places in the text, also answered as metadata. */
  readonly facts: Readonly<Record<string, string>>;

  constructor(
    status: number,
    reason: string,
    headers: Readonly<Record<string, string>> = {},
    facts: Readonly<Record<string, string>> = {},
  ) {
    super(reason);
    this.name = 'HttpRefusal';
    this.status = status;
    this.reason = reason;
    this.headers = headers;
    this.facts = facts;
  }
}
