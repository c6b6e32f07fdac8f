import { create, toBinary } from '@bufbuild/protobuf';
import { anyPack } from '@bufbuild/protobuf/wkt';
import { Metadata, status } from '@grpc/grpc-js';
import { messageNamed } from '@waystation/contracts';
import { DomainError, Invalid, RuleBroken, type ErrorKind, type Missing } from '@waystation/model';
import type { Words } from './texts.ts';

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
const detailsBytesMax = 7_000; // a client's limit on headers is 8 kB

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
 */
export function toGrpcAnswer(error: unknown, words: Words, language: string, incidentId: string): GrpcAnswer {
  if (!(error instanceof DomainError)) {
    const info = {
      type: 'google.rpc.ErrorInfo',
      value: { reason: 'INTERNAL', domain, metadata: { incident: incidentId } },
    };
    return answer(status.INTERNAL, `internal error ${incidentId}`, [info]);
  }
  const say = (what: string) => words.of(what, language, error.metadata);
  const details: Detail[] = [
    { type: 'google.rpc.ErrorInfo', value: { reason: error.reason, domain, metadata: error.metadata } },
  ];
  const code = codes[error.kind];
  if (error instanceof Invalid) {
    const fieldViolations = error.violations.map(({ field, description, reason }) => ({ field, description, reason }));
    details.push({ type: 'google.rpc.BadRequest', value: { fieldViolations } });
  } else if (code === status.FAILED_PRECONDITION) {
    const missing: readonly Missing[] = error instanceof RuleBroken ? error.missing : [{ what: error.reason }];
    const violations = missing.map(({ rule, what, subject }) => ({
      type: rule ?? what,
      subject: subject ? `${what}/${subject}` : what,
      description: say(what),
    }));
    details.push({ type: 'google.rpc.PreconditionFailure', value: { violations } });
  }
  return answer(code, say(error.reason), details);
}

interface Detail {
  type: string;
  value: object;
}

/** Half as many things in each list: what comes first is told, and asking again tells the rest once it is mended. */
function shortened(details: Detail[]): Detail[] {
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

function answer(code: status, details: string, packed: Detail[]): GrpcAnswer {
  const statusMessage = messageNamed('google.rpc.Status');
  const bytesOf = (parts: Detail[]) => {
    const any = parts.map(({ type, value }) => anyPack(messageNamed(type), create(messageNamed(type), value as never)));
    return Buffer.from(
      toBinary(statusMessage, create(statusMessage, { code, message: details, details: any } as never)),
    );
  };
  let bytes = bytesOf(packed);
  for (let kept = packed; bytes.length > detailsBytesMax; bytes = bytesOf(kept)) kept = shortened(kept);
  const metadata = new Metadata();
  metadata.set('grpc-status-details-bin', bytes);
  // grpc-message is a header: percent-encoded by grpc-js, whatever the language.
  return { code, details, metadata };
}
