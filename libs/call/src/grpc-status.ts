import { create, toBinary } from '@bufbuild/protobuf';
import { anyPack } from '@bufbuild/protobuf/wkt';
import { Metadata, status } from '@grpc/grpc-js';
import { messageNamed } from '@waystation/contracts';
import {
  DomainError,
  Invalid,
  RuleBroken,
  WrongState,
  type ErrorKind,
  type Missing,
  type Name,
} from '@waystation/model';
import { fixedNames, type Names } from '@waystation/names';
import { describeViolation } from './field-texts.ts';
import { wrongStateText } from './state-texts.ts';
import type { TextCatalogue } from './texts.ts';

/** gRPC status of each kind of error; the gateway translates it to HTTP. */
const codes: Record<ErrorKind, status> = {
  not_found: status.NOT_FOUND,
  invalid: status.INVALID_ARGUMENT,
  wrong_state: status.FAILED_PRECONDITION,
  rule_broken: status.FAILED_PRECONDITION,
  refused: status.FAILED_PRECONDITION,
  not_allowed: status.PERMISSION_DENIED,
  not_signed_in: status.UNAUTHENTICATED,
  already_exists: status.ALREADY_EXISTS,
  conflict: status.ABORTED,
  unavailable: status.UNAVAILABLE,
};

const domain = 'waystation';
/** A client accepts 8 kB of headers in total. */
const detailsBytesMax = 5_000;
const textMax = 500;
/** Long enough for a list of all roles. */
const factBytesMax = 320;
const room = new Uint8Array(factBytesMax);

/** Fields of an error that grpc-js sends. */
export interface GrpcAnswer {
  code: status;
  details: string;
  metadata: Metadata;
}

/**
 * Converts a refusal into a gRPC status with google.rpc details: always ErrorInfo (reason = slug), BadRequest for invalid
 * fields, PreconditionFailure for missing things. A defect becomes INTERNAL with an id and no text.
 *
 * @param incidentId identifies a defect in answer and log
 * @param names names for the codes in the refusal; by default those that the platform fixes
 */
export function toGrpcAnswer(
  error: unknown,
  words: TextCatalogue,
  language: string,
  incidentId: string,
  names: Names = fixedNames,
): GrpcAnswer {
  if (!(error instanceof DomainError)) {
    const info = {
      type: 'google.rpc.ErrorInfo',
      value: { reason: 'INTERNAL', domain, metadata: { incident: incidentId } },
    };
    return answer(status.INTERNAL, `internal error ${incidentId}`, [info]);
  }
  const facts = cut(error.metadata);
  const thrown = error instanceof RuleBroken ? error.also : error;
  const nameOf = ({ en, zh }: Name) => (language === 'zh' ? zh : en);
  const named = Object.fromEntries(Object.entries(error.names).map(([fact, name]) => [fact, nameOf(name)]));
  const say = ({ requirement, subject, name, text }: Missing) => {
    if (text !== undefined) return text;
    if (thrown instanceof WrongState && requirement === thrown.reason) return wrongStateText(thrown, words, language);
    const which = name ? nameOf(name) : subject;
    return words.of(requirement, language, { ...facts, ...named, ...(which && { subject: which }) }, names);
  };
  const details: Detail[] = [
    { type: 'google.rpc.ErrorInfo', value: { reason: error.reason, domain, metadata: facts } },
  ];
  const code = codes[error.kind];
  if (error instanceof Invalid) {
    const fieldViolations = error.violations.map((violation) => {
      const { field, reason } = violation;
      return { field, description: describeViolation(violation, language, words), reason };
    });
    details.push({ type: 'google.rpc.BadRequest', value: { fieldViolations } });
  } else if (code === status.FAILED_PRECONDITION) {
    const missing = error instanceof RuleBroken ? error.missing : [whole(error)];
    const violations = missing.map((each) => ({
      type: each.rule ?? each.requirement,
      subject: each.subject ? `${each.requirement}/${each.subject}` : each.requirement,
      description: say(each),
    }));
    details.push({ type: 'google.rpc.PreconditionFailure', value: { violations } });
  }
  if (error instanceof Invalid) {
    const more = say({ requirement: 'INVALID_REQUEST_MORE' });
    return answer(code, error.hasMore ? more : say({ requirement: error.reason }), details, more);
  }
  // The first missing thing gives the text of the whole answer, with its subject.
  const [first] = error instanceof RuleBroken ? error.missing : [];
  return answer(code, say(first ? { ...first, requirement: error.reason } : whole(error)), details);
}

/** The whole refusal as one missing thing. */
function whole({ reason, text }: DomainError): Missing {
  return { requirement: reason, text };
}

interface Detail {
  type: string;
  value: object;
}

/** Limits the facts, which are for machines; long lists belong into the missing things. */
function cut(metadata: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(metadata)
      .slice(0, 10)
      .map(([key, value]) => [key, cutText(value)]),
  );
}

/** Cuts a list after a complete element, any other text after a complete character. */
function cutText(text: string): string {
  if (Buffer.byteLength(text) <= factBytesMax) return text;
  const { written } = new TextEncoder().encodeInto(text, room);
  const kept = Buffer.from(room.subarray(0, written)).toString();
  const comma = kept.lastIndexOf(',');
  return text.includes(' ') || comma < 0 ? kept : kept.slice(0, comma);
}

/** Halves each list: the caller sees the rest on the next attempt, after correcting the first entries. */
function halved(details: Detail[]): Detail[] {
  return details.map(({ type, value }) => ({
    type,
    value: Object.fromEntries(
      Object.entries(value).map(([name, part]) => [
        name,
        Array.isArray(part) ? part.slice(0, part.length >> 1) : (part as unknown),
      ]),
    ),
  }));
}

function withMore(detail: Detail): Detail {
  if (detail.type !== 'google.rpc.ErrorInfo') return detail;
  const { metadata, ...info } = detail.value as { metadata: object };
  return { ...detail, value: { ...info, metadata: { ...metadata, more: 'true' } } };
}

/** @param ofMore text for an answer from which invalid fields had to be left out; undefined for other refusals */
function answer(code: status, text: string, packed: Detail[], ofMore?: string): GrpcAnswer {
  const statusMessage = messageNamed('google.rpc.Status');
  const bytesOf = (parts: Detail[]) => {
    const any = parts.map(({ type, value }) => anyPack(messageNamed(type), create(messageNamed(type), value as never)));
    return Buffer.from(
      toBinary(statusMessage, create(statusMessage, { code, message: details, details: any } as never)),
    );
  };
  let details = text.slice(0, textMax);
  let kept = packed;
  let bytes = bytesOf(kept);
  // Sixteen halvings empty a list of any length; ErrorInfo always fits because its facts are limited.
  for (let halvings = 0; bytes.length > detailsBytesMax && halvings < 16; halvings += 1) {
    kept = halved(kept);
    if (ofMore !== undefined) {
      details = ofMore.slice(0, textMax);
      kept = kept.map(withMore);
    }
    bytes = bytesOf(kept);
  }
  const metadata = new Metadata();
  metadata.set('grpc-status-details-bin', bytes);
  return { code, details, metadata };
}
