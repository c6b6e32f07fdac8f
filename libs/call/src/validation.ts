import {
  fromBinary,
  getOption,
  hasOption,
  ScalarType,
  toBinary,
  type DescField,
  type DescMessage,
} from '@bufbuild/protobuf';
import { pathToString, reflect, type ReflectMessage } from '@bufbuild/protobuf/reflect';
import { timestampDate, type Timestamp } from '@bufbuild/protobuf/wkt';
import { createValidator, type Violation } from '@bufbuild/protovalidate';
import { fieldLimits, instantKind, messageNamed, registry, textKind, type InstantKind } from '@waystation/contracts';
import { Invalid, isGiven, violationsMax, type FieldViolation } from '@waystation/model';
import { checkSizes } from './request-size.ts';
import { takeText, type TextFault } from './text-rule.ts';

const validator = createValidator({ registry });
const reader = { readUnknownFields: false };

/**
 * Violations of the rules of a message's proto.
 *
 * @throws Error for a rule that does not compile: a defect of the proto
 */
export function violationsOf(message: DescMessage, bytes: Uint8Array): FieldViolation[] {
  return rulesBroken(reflect(message, fromBinary(message, bytes), false));
}

/**
 * Validates and normalizes a request: checks list lengths on the encoded bytes, normalizes texts by the rule of their kind
 * (docs/adr/0013), checks instants, then checks the rules of the proto on the result.
 *
 * @param now present time, for instants that must be in the past
 * @returns the bytes of the normalized request; the same object if nothing changed
 * @throws Invalid with the violations, up to a limit
 */
export function takeRequest(message: DescMessage, bytes: Uint8Array, now: Date): Uint8Array {
  checkSizes(message, bytes);
  const request = reflect(message, fromBinary(message, bytes, reader), false);
  const taking: Taking = { now, changed: false, violations: [] };
  takeFields(request, '', taking);
  // A text that is refused is reported once; the proto rules of its field would only repeat it.
  const told = new Set(taking.violations.map(({ field }) => field));
  const violations = [...taking.violations, ...rulesBroken(request).filter(({ field }) => !told.has(field))];
  if (violations.length > 0) throw new Invalid(violations);
  return taking.changed ? toBinary(message, request.message) : bytes;
}

/**
 * Checks an event when it is written, so that an invalid event fails its step and never the relay.
 *
 * @throws Error with every violation: a defect of the step, not of the request
 */
export function checkEvent(type: string, bytes: () => Uint8Array): void {
  if (!hasRules(messageNamed(type))) return;
  const violations = violationsOf(messageNamed(type), bytes());
  if (violations.length === 0) return;
  throw new Error(
    `${type} breaks its own rules: ${violations.map(({ field, reason }) => `${field} ${reason}`).join(', ')}`,
  );
}

interface Taking {
  now: Date;
  changed: boolean;
  violations: FieldViolation[];
}

const faultWords: Record<TextFault, string> = {
  TEXT_CONTROL: 'must not hold control characters',
  TEXT_LINE_BREAK: 'must be one line, without line breaks and tabs',
  TEXT_DIRECTION: 'must not hold characters that change the writing direction',
  TEXT_INVISIBLE: 'must not hold invisible characters',
  TEXT_NOT_UNICODE: 'must not hold broken characters',
};

function takeFields(request: ReflectMessage, path: string, taking: Taking): void {
  for (const field of request.fields) {
    if (!request.isSet(field) || taking.violations.length > violationsMax) continue;
    const at = path === '' ? field.name : `${path}.${field.name}`;
    if (field.fieldKind === 'scalar' && field.scalar === ScalarType.STRING) {
      const text = takenText(request.get(field) as string, field, at, taking);
      if (text !== undefined) request.set(field, text);
    } else if (field.fieldKind === 'message') takeMessage(request.get(field), at, field, taking);
    else if (field.fieldKind === 'list') takeList(request, field, at, taking);
  }
}

function takeList(
  request: ReflectMessage,
  field: DescField & { fieldKind: 'list' },
  path: string,
  taking: Taking,
): void {
  const list = request.get(field);
  for (let index = 0; index < list.size && taking.violations.length <= violationsMax; index += 1) {
    const at = `${path}[${index}]`;
    if (field.listKind === 'message') takeMessage(list.get(index) as ReflectMessage, at, field, taking);
    else if (field.listKind === 'scalar' && field.scalar === ScalarType.STRING) {
      const text = takenText(list.get(index) as string, field, at, taking);
      if (text !== undefined) list.set(index, text);
    }
  }
}

function takeMessage(part: ReflectMessage, path: string, field: DescField, taking: Taking): void {
  if (part.desc.typeName === 'google.protobuf.Timestamp') checkInstant(part, path, field, taking);
  else if (!part.desc.typeName.startsWith('google.')) takeFields(part, path, taking);
}

/** @returns the normalized text; undefined if it is unchanged or refused */
function takenText(text: string, field: DescField, path: string, taking: Taking): string | undefined {
  const verdict = takeText(text, textKind(field));
  if ('fault' in verdict) {
    const { fault, sign } = verdict;
    const code = `U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
    taking.violations.push({ field: path, description: faultWords[fault], reason: fault, facts: { sign: code } });
    return undefined;
  }
  // A required description must not be just a dash.
  if (textKind(field) === 'LINES' && verdict.text !== '' && !isGiven(verdict.text) && fieldLimits(field).minLen > 0) {
    const description = 'must hold at least a letter or a digit';
    taking.violations.push({ field: path, description, reason: 'TEXT_SAYS_NOTHING' });
    return undefined;
  }
  if (verdict.text === text) return undefined;
  taking.changed = true;
  return verdict.text;
}

const dayMs = 24 * 60 * 60_000;
/** Tolerance for clocks that are a little fast. */
const fastClockMs = 2 * 60_000;

/** First and last instant of each kind. */
const windows: Record<InstantKind, (now: number) => [number, number]> = {
  CENTURY: () => [Date.UTC(2000, 0), Date.UTC(2100, 0) - 1],
  RECENT: (now) => [now - 366 * dayMs, now + fastClockMs],
  PAST: (now) => [Date.UTC(1950, 0), now + fastClockMs],
};

function checkInstant(part: ReflectMessage, path: string, field: DescField, taking: Taking): void {
  const at = timestampDate(part.message as Timestamp).getTime();
  const [first, last] = windows[instantKind(field)](taking.now.getTime());
  const facts = { earliest: dayOf(first), latest: dayOf(last) };
  if (at < first) {
    const description = `must not be before ${facts.earliest}`;
    taking.violations.push({ field: path, description, reason: 'INSTANT_TOO_EARLY', facts });
  } else if (!(at <= last)) {
    const description = `must not be after ${facts.latest}`;
    taking.violations.push({ field: path, description, reason: 'INSTANT_TOO_LATE', facts });
  }
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function rulesBroken(request: ReflectMessage): FieldViolation[] {
  const result = validator.validate(request.desc, request.message);
  if (result.kind === 'error') throw result.error;
  if (result.kind === 'valid') return [];
  return result.violations.map((violation) => ({
    field: pathToString(violation.field),
    description: violation.message,
    reason: violation.ruleId.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_') || 'INVALID_VALUE',
    facts: factsOf(violation),
  }));
}

const limitNames = new Set(['gt', 'gte', 'lt', 'lte', 'len', 'minLen', 'maxLen', 'minItems', 'maxItems', 'pattern']);

/** Values for the placeholders in a rule's text: its limit and the other limits of the field. */
function factsOf({ field, rule }: Violation): Record<string, string> {
  const owner = field.findLast((part) => part.kind === 'field');
  if (!owner || !hasOption(owner, ruleOf.field)) return {};
  let rules = reflect(ruleOf.field.message!, getOption(owner, ruleOf.field) as never, false);
  for (const part of rule) {
    if (part.kind !== 'field') return {};
    if (part.fieldKind !== 'message') break;
    rules = rules.get(part) as ReflectMessage;
  }
  const facts: Record<string, string> = {};
  for (const field of rules.fields) {
    if (!limitNames.has(field.localName) || !rules.isSet(field)) continue;
    facts[field.localName] = String(rules.get(field));
    if (rule.at(-1) === field) facts['limit'] = facts[field.localName]!;
  }
  return facts;
}

const ruleOf = {
  message: registry.getExtension('buf.validate.message')!,
  oneof: registry.getExtension('buf.validate.oneof')!,
  field: registry.getExtension('buf.validate.field')!,
};
const ruled = new Map<DescMessage, boolean>();

/** True if a message or one in it has a rule. Most events have none and need not be decoded for the check. */
function hasRules(message: DescMessage): boolean {
  const known = ruled.get(message);
  if (known !== undefined) return known;
  ruled.set(message, false); // ends the recursion for a message that contains itself
  const found =
    hasOption(message, ruleOf.message) ||
    message.oneofs.some((oneof) => hasOption(oneof, ruleOf.oneof)) ||
    message.fields.some((field) => hasOption(field, ruleOf.field) || (field.message && hasRules(field.message)));
  ruled.set(message, found);
  return found;
}

/** Compiles the rules of messages at start, because the first check of a message takes 80 to 230 ms. */
export function warmValidation(messages: Iterable<DescMessage>): void {
  for (const message of messages) validator.validate(message, fromBinary(message, new Uint8Array()));
}
