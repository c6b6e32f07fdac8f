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

/** One table out; the gateway has the one that goes on to HTTP. */
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
/** A client's limit on all headers is 8 kB. */
const detailsBytesMax = 5_000;
const textMax = 500;
/** A list of all roles fits. */
const factBytesMax = 320;
const room = new Uint8Array(factBytesMax);

/** What grpc-js sends of an error. */
export interface GrpcAnswer {
  code: status;
  details: string;
  metadata: Metadata;
}

/**
 * A refusal as gRPC status with google.rpc details: ErrorInfo always (reason = slug), BadRequest for fields,
 * PreconditionFailure for what is missing. A defect leaves as INTERNAL with an id and no text.
 *
 * @param incidentId names a defect in answer and log
 * @param names of the codes that the refusal speaks of; those that the platform fixes when left out
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
  const say = ({ what, subject, name, text }: Missing) => {
    if (text !== undefined) return text;
    if (thrown instanceof WrongState && what === thrown.reason) return wrongStateText(thrown, words, language);
    const which = name ? nameOf(name) : subject;
    return words.of(what, language, { ...facts, ...named, ...(which && { subject: which }) }, names);
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
      type: each.rule ?? each.what,
      subject: each.subject ? `${each.what}/${each.subject}` : each.what,
      description: say(each),
    }));
    details.push({ type: 'google.rpc.PreconditionFailure', value: { violations } });
  }
  if (error instanceof Invalid) {
    const more = say({ what: 'INVALID_REQUEST_MORE' });
    return answer(code, error.hasMore ? more : say({ what: error.reason }), details, more);
  }
  // The first thing that is missing is what the answer as a whole says: which one, too.
  const [first] = error instanceof RuleBroken ? error.missing : [];
  return answer(code, say(first ? { ...first, what: error.reason } : whole(error)), details);
}

/** The refusal as a whole, as one thing that is missing. */
function whole({ reason, text }: DomainError): Missing {
  return { what: reason, text };
}

interface Detail {
  type: string;
  value: object;
}

/** Facts are for machines, and not for lists: those are things that are missing, told one by one. */
function cut(metadata: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(metadata)
      .slice(0, 10)
      .map(([key, value]) => [key, cutText(value)]),
  );
}

/** A list ends behind a whole one of its elements, other texts behind a whole letter. */
function cutText(text: string): string {
  if (Buffer.byteLength(text) <= factBytesMax) return text;
  const { written } = new TextEncoder().encodeInto(text, room);
  const kept = Buffer.from(room.subarray(0, written)).toString();
  const comma = kept.lastIndexOf(',');
  return text.includes(' ') || comma < 0 ? kept : kept.slice(0, comma);
}

/** Half as many things in each list: what comes first is told, and asking again tells the rest once it is mended. */
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

/** @param ofMore the text when wrong fields had to be left out; what is missing is asked for again by itself */
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
  // These halvings empty a list of any length; ErrorInfo fits by its limits.
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
