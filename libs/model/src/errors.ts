/** Kind of a refusal; a table in `libs/call` maps each kind to a gRPC status. */
export type ErrorKind =
  | 'not_found'
  | 'invalid'
  | 'wrong_state'
  | 'rule_broken'
  | 'refused'
  | 'not_allowed'
  | 'not_signed_in'
  | 'already_exists'
  | 'conflict'
  | 'unavailable';

/** Name of a thing in each language of refusals. */
export interface Name {
  en: string;
  zh: string;
}

/** Thing with an id or code for machines and a name for people. */
export interface Named extends Name {
  id: string;
}

/** Makes a `Named` of a thing with a code and descriptions, such as a point of a form. */
export function named({ code, descriptionEn, descriptionZh }: Described): Named {
  return { id: code, en: descriptionEn, zh: descriptionZh };
}

interface Described {
  code: string;
  descriptionEn: string;
  descriptionZh: string;
}

/** Fact of a refusal: a text that people can read, or things with names. */
export type Fact = string | Named | readonly Named[];

/** Unmet requirement of a rule. */
export interface Missing {
  /** Rule of the standard, such as `REC-D12`; absent for an invariant of the platform. */
  rule?: string;
  /** Slug such as `CUSTOMER_SIGNATURE_MISSING`; each service has the texts for its slugs. */
  requirement: string;
  /** Id of the thing if there are several, such as a repair item or a tool. For machines. */
  subject?: string;
  /** Name of the subject for people. */
  name?: Name;
  /** Text for the reader, if the called service has already written it. */
  text?: string | undefined;
}

/** Invalid field of a request. */
export interface FieldViolation {
  /** Path in the request, in proto's spelling: `slot.start`, `items[2].quantity`. */
  field: string;
  /** English description for developers; people read the text of `reason`. */
  description: string;
  /** Slug such as `VIN_CHECK_DIGIT`. */
  reason: string;
  /** Values for the placeholders in the text of `reason`, such as a limit. */
  facts?: Readonly<Record<string, string>>;
  /** True if another service has already written the description in the reader's language. */
  isTranslated?: boolean;
}

/**
 * Refusal that the caller can react to. Any other error is a defect and is answered as INTERNAL without a text.
 * Messages go to logs, so they hold slugs and ids, but never names or contacts.
 */
export abstract class DomainError extends Error {
  abstract readonly kind: ErrorKind;
  /** Slug of the reason, such as `SLOT_TAKEN`. */
  readonly reason: string;
  /** Facts for machines; strings only, as in google.rpc.ErrorInfo. */
  readonly metadata: Record<string, string>;
  /** Names of facts that have a different text for people. */
  readonly names: Readonly<Record<string, Name>>;
  /** Text for the reader, if the called service has already written it. */
  text?: string | undefined;

  constructor(reason: string, message: string, facts: Readonly<Record<string, Fact>> = {}) {
    super(message);
    this.name = new.target.name;
    this.reason = reason;
    this.metadata = idsOf(facts);
    this.names = namesOf(facts);
  }
}

function idsOf(facts: Readonly<Record<string, Fact>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facts).map(([key, fact]) => [
      key,
      typeof fact === 'string'
        ? fact
        : thingsOf(fact)
            .map(({ id }) => id)
            .join(', '),
    ]),
  );
}

function namesOf(facts: Readonly<Record<string, Fact>>): Record<string, Name> {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([key, fact]) => {
      if (typeof fact === 'string') return [];
      const things = thingsOf(fact);
      const name = { en: things.map(({ en }) => en).join(', '), zh: things.map(({ zh }) => zh).join('、') };
      return [[key, name] as const];
    }),
  );
}

/** Facts of a refusal, for use in another refusal. */
function factsOf({ metadata, names }: DomainError): Record<string, Fact> {
  const named = Object.entries(names).map(([key, name]) => [key, { id: metadata[key]!, ...name }] as const);
  return { ...metadata, ...Object.fromEntries(named) };
}

function thingsOf(fact: Named | readonly Named[]): readonly Named[] {
  return 'id' in fact ? [fact] : fact;
}

/** `repair order` and `repairOrder` both become `REPAIR_ORDER`. */
function slug(words: string): string {
  return words
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
}

function withFacts(reason: string, given: Readonly<Record<string, Fact>>): string {
  const facts = Object.entries(idsOf(given)).map(([key, value]) => `${key}=${value}`);
  return facts.length === 0 ? reason : `${reason} (${facts.join(', ')})`;
}

/** The thing does not exist, or the caller's station may not see it; the answer is the same. */
export class NotFound extends DomainError {
  readonly kind = 'not_found';

  /** @param subject name of the thing in words: `repair order` gives the reason `REPAIR_ORDER_NOT_FOUND` */
  constructor(subject: string, id: string) {
    super(`${slug(subject)}_NOT_FOUND`, `${subject} ${id} not found`, { subject, id });
  }
}

/** Maximum number of violations in an answer, so that the answer does not grow with the request. */
export const violationsMax = 20;

/** The request is invalid in any state. Names all invalid fields at once, up to `violationsMax`. */
export class Invalid extends DomainError {
  readonly kind = 'invalid';
  /** At most `violationsMax`. */
  readonly violations: readonly FieldViolation[];
  /** True if there are more violations. */
  readonly hasMore: boolean;

  /**
   * @param more true if there are more violations than those given
   * @throws TypeError without a violation, since the caller would not know what to correct
   */
  constructor(violations: readonly FieldViolation[], more = false) {
    if (violations.length === 0) throw new TypeError('Invalid needs at least one violation');
    const listed = violations.slice(0, violationsMax);
    const hasMore = more || violations.length > listed.length;
    super('INVALID_REQUEST', listed.map(({ field, reason }) => `${field}: ${reason}`).join(', '), {
      ...(hasMore && { more: 'true' }),
    });
    this.violations = listed;
    this.hasMore = hasMore;
  }
}

/** The step is not possible in the current state of the subject. */
export class WrongState extends DomainError {
  readonly kind = 'wrong_state';
  readonly subject: string;
  readonly step: string;
  readonly state: string;
  /** States in which the step is possible. */
  readonly allowed: readonly string[];
  /** Steps that lead towards those states; empty if none does or none is known. */
  readonly next: readonly string[];
  /** True if the subject is already in the state that the step leads to. */
  readonly isDone: boolean;

  constructor(facts: {
    subject: string;
    step: string;
    state: string;
    allowed: readonly string[];
    next?: readonly string[];
    isDone?: boolean;
  }) {
    const { subject, step, state, allowed, next = [], isDone = false } = facts;
    super('WRONG_STATE', `${subject}: ${step} from ${state}, allowed from ${allowed.join(', ')}`, {
      step,
      state,
      allowed: allowed.join(','),
    });
    this.subject = subject;
    this.step = step;
    this.state = state;
    this.allowed = allowed;
    this.next = next;
    this.isDone = isDone;
  }
}

/**
 * Rules of the standard refuse the step. Names all unmet requirements at once. Thrown by the runner, never by a model.
 */
export class RuleBroken extends DomainError {
  readonly kind = 'rule_broken';
  /** Unmet requirements of rules and, at the end, an invariant that the same step violates. */
  readonly missing: readonly Missing[];
  /** Error of the model in the same step. */
  readonly also: DomainError | undefined;

  /**
   * @param also error of the model in the same step, usually a wrong state, so that the answer names it with the rule
   * @throws TypeError if `missing` is empty, since the first entry gives the reason
   */
  constructor(missing: readonly Missing[], also?: DomainError) {
    const first = missing[0];
    if (!first) throw new TypeError('RuleBroken needs at least one unmet requirement');
    const all = also ? [...missing, { requirement: also.reason }] : missing;
    super(
      first.requirement,
      all.map(({ rule, requirement, subject }) => [rule, requirement, subject].filter(Boolean).join(' ')).join(', '),
      {
        ...(first.rule && { rule: first.rule }),
        ...(also && factsOf(also)),
      },
    );
    this.missing = all;
    this.also = also;
  }
}

/** The step violates an invariant other than a rule of the standard or a status: `SLOT_TAKEN`, `STOCK_SHORT`. */
export class Refused extends DomainError {
  readonly kind = 'refused';

  constructor(reason: string, facts: Readonly<Record<string, Fact>> = {}) {
    super(reason, withFacts(reason, facts), facts);
  }
}

/** The caller is signed in, but not permitted to do this. */
export class NotAllowed extends DomainError {
  readonly kind = 'not_allowed';

  constructor(reason: string, facts: Readonly<Record<string, Fact>> = {}) {
    super(reason, withFacts(reason, facts), facts);
  }
}

/** The caller is not signed in: the token is missing or no longer valid. */
export class NotSignedIn extends DomainError {
  readonly kind = 'not_signed_in';

  constructor(reason: string) {
    super(reason, reason);
  }
}

/** The thing to be created already exists. */
export class AlreadyExists extends DomainError {
  readonly kind = 'already_exists';

  constructor(reason: string, facts: Readonly<Record<string, Fact>> = {}) {
    super(reason, withFacts(reason, facts), facts);
  }
}

/** Someone else has changed the subject in the meantime: the caller must reload it before a retry. */
export class Conflict extends DomainError {
  readonly kind = 'conflict';

  constructor(reason: string, facts: Readonly<Record<string, Fact>> = {}) {
    super(reason, withFacts(reason, facts), facts);
  }
}

/** A dependency of the step is unavailable; the same request may succeed later. */
export class Unavailable extends DomainError {
  readonly kind = 'unavailable';

  constructor(reason: string, facts: Readonly<Record<string, Fact>> = {}) {
    super(reason, withFacts(reason, facts), facts);
  }
}
