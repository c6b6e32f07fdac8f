/** What sort of refusal an error is; one table in `libs/call` maps each kind to a gRPC status. */
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

/** Name of a thing in each language in which refusals are read. */
export interface Name {
  en: string;
  zh: string;
}

/** A thing that machines know by its id or code, and people by its name. */
export interface Named extends Name {
  id: string;
}

/** A thing with a code and its descriptions, such as a point of a form. */
export function named({ code, descriptionEn, descriptionZh }: Described): Named {
  return { id: code, en: descriptionEn, zh: descriptionZh };
}

interface Described {
  code: string;
  descriptionEn: string;
  descriptionZh: string;
}

/** A fact of a refusal: a text that people can read as it is, or things with names. */
export type Fact = string | Named | readonly Named[];

/** One thing that a rule asks for and that is not there. */
export interface Missing {
  /** Rule of the standard, such as `REC-D12`; absent for an invariant of the platform. */
  rule?: string;
  /** Slug such as `CUSTOMER_SIGNATURE_MISSING`; the words for it stand in each service's texts. */
  what: string;
  /** Which one, where there are several: a repair item's id, a tool's id. For machines. */
  subject?: string;
  /** Name of the subject for people. */
  name?: Name;
  /** The text for the reader, where the service that was asked has written it already. */
  text?: string | undefined;
}

/** One field of a request that can't be taken as it is. */
export interface FieldViolation {
  /** Path in the request, as proto names it: `slot.start`, `items[2].quantity`. */
  field: string;
  /** English words for developers; people read the texts that belong to `reason`. */
  description: string;
  /** Slug such as `VIN_CHECK_DIGIT`. */
  reason: string;
  /** Values for the places in the slug's text, such as a limit. */
  facts?: Readonly<Record<string, string>>;
  /** True if the description is in the reader's language already, since another service wrote it. */
  isTranslated?: boolean;
}

/**
 * An answer of "no" that the caller can do something about. Whatever else is thrown is a defect and leaves as INTERNAL,
 * without a text. Messages are written to logs, so they hold slugs and ids, never names or contacts.
 */
export abstract class DomainError extends Error {
  abstract readonly kind: ErrorKind;
  /** Slug that says what is broken, such as `SLOT_TAKEN`. */
  readonly reason: string;
  /** Facts for the machine that reads the answer; strings only, since google.rpc.ErrorInfo holds nothing else. */
  readonly metadata: Record<string, string>;
  /** Names of those facts that people read by another text than machines. */
  readonly names: Readonly<Record<string, Name>>;
  /** The text for the reader, where the service that was asked has written it already. */
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

/** The facts of a refusal, to be those of another one. */
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

/** There is no such thing, or none that the caller's station may see: the two are never told apart. */
export class NotFound extends DomainError {
  readonly kind = 'not_found';

  /** @param subject in words, as an aggregate names itself: `repair order` gives the reason `REPAIR_ORDER_NOT_FOUND`. */
  constructor(subject: string, id: string) {
    super(`${slug(subject)}_NOT_FOUND`, `${subject} ${id} not found`, { subject, id });
  }
}

/** More wrong fields than these are not told one by one: an answer must not grow with the request. */
export const violationsMax = 20;

/** The request itself is wrong, whatever the state; names its bad fields at once, and says so when there are more. */
export class Invalid extends DomainError {
  readonly kind = 'invalid';
  /** The first of them. */
  readonly violations: readonly FieldViolation[];
  /** True if there are more than these. */
  readonly hasMore: boolean;

  /**
   * @param more that there are more than those given
   * @throws TypeError without a violation, since the caller could not tell what to mend.
   */
  constructor(violations: readonly FieldViolation[], more = false) {
    if (violations.length === 0) throw new TypeError('Invalid needs at least one violation');
    const told = violations.slice(0, violationsMax);
    const hasMore = more || violations.length > told.length;
    super('INVALID_REQUEST', told.map(({ field, reason }) => `${field}: ${reason}`).join(', '), {
      ...(hasMore && { more: 'true' }),
    });
    this.violations = told;
    this.hasMore = hasMore;
  }
}

/** The step exists, but not from the state that the subject is in. */
export class WrongState extends DomainError {
  readonly kind = 'wrong_state';
  readonly subject: string;
  readonly step: string;
  readonly state: string;
  /** The states that the step can be made from. */
  readonly allowed: readonly string[];
  /** Steps that lead towards them; empty where none does, or none is known. */
  readonly next: readonly string[];
  /** True if the step would lead to the state that the subject is in already. */
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

/** Rules of the standard refuse the step; says all that is missing at once. Thrown by the runner, never by a model. */
export class RuleBroken extends DomainError {
  readonly kind = 'rule_broken';
  /** What the rules ask for and, at the end, invariants that the same step violates. */
  readonly missing: readonly Missing[];
  /** What the model threw in the same step. */
  readonly also: DomainError | undefined;

  /**
   * @param also what the model threw in the same step, a wrong state mostly: the reader learns the rule together with it
   * @throws TypeError when nothing is missing: the reason is that of the first
   */
  constructor(missing: readonly Missing[], also?: DomainError) {
    const first = missing[0];
    if (!first) throw new TypeError('RuleBroken needs at least one thing that is missing');
    const all = also ? [...missing, { what: also.reason }] : missing;
    super(
      first.what,
      all.map(({ rule, what, subject }) => [rule, what, subject].filter(Boolean).join(' ')).join(', '),
      {
        ...(first.rule && { rule: first.rule }),
        ...(also && factsOf(also)),
      },
    );
    this.missing = all;
    this.also = also;
  }
}

/** Violated invariant, neither a rule of the standard nor a status: `SLOT_TAKEN`, `STOCK_SHORT`. */
export class Refused extends DomainError {
  readonly kind = 'refused';

  constructor(reason: string, facts: Readonly<Record<string, Fact>> = {}) {
    super(reason, withFacts(reason, facts), facts);
  }
}

/** The caller is known, and may not. */
export class NotAllowed extends DomainError {
  readonly kind = 'not_allowed';

  constructor(reason: string, facts: Readonly<Record<string, Fact>> = {}) {
    super(reason, withFacts(reason, facts), facts);
  }
}

/** The caller is not known: no token, or one that no longer counts. */
export class NotSignedIn extends DomainError {
  readonly kind = 'not_signed_in';

  constructor(reason: string) {
    super(reason, reason);
  }
}

/** What should be made is there already. */
export class AlreadyExists extends DomainError {
  readonly kind = 'already_exists';

  constructor(reason: string, facts: Readonly<Record<string, Fact>> = {}) {
    super(reason, withFacts(reason, facts), facts);
  }
}

/** Someone else changed it meanwhile: the caller must look again before he repeats. */
export class Conflict extends DomainError {
  readonly kind = 'conflict';

  constructor(reason: string, facts: Readonly<Record<string, Fact>> = {}) {
    super(reason, withFacts(reason, facts), facts);
  }
}

/** Something that the step needs is away; the same request may succeed later. */
export class Unavailable extends DomainError {
  readonly kind = 'unavailable';

  constructor(reason: string, facts: Readonly<Record<string, Fact>> = {}) {
    super(reason, withFacts(reason, facts), facts);
  }
}
