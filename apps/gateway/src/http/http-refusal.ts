/** Refusal of a request by the gateway, before any service is called. */
export class HttpRefusal extends Error {
  readonly status: number;
  /** Slug such as `METHOD_NOT_ALLOWED`; its text is in `texts.ts`. */
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Values for the placeholders of the text, also sent as metadata. */
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
