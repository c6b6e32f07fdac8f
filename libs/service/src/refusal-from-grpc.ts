import { anyUnpack, type Any } from '@bufbuild/protobuf/wkt';
import { fromBinary, type Message } from '@bufbuild/protobuf';
import { status, type ServiceError } from '@grpc/grpc-js';
import { messageNamed, registry } from '@waystation/contracts';
import {
  AlreadyExists,
  Conflict,
  Invalid,
  NotAllowed,
  NotFound,
  NotSignedIn,
  Refused,
  RuleBroken,
  Unavailable,
  WrongState,
  type DomainError,
  type FieldViolation,
  type Missing,
} from '@waystation/model';

interface Details {
  info?: { reason: string; metadata: Record<string, string> };
  fields?: FieldViolation[];
  missing?: Missing[];
}

/**
 * Restores the refusal of another service, so that the calling step passes it through.
 *
 * @param of name of the other service for error messages
 * @returns a DomainError; an Error for a defect in either service
 */
export function refusalFromGrpc(error: ServiceError, of: string): Error {
  const details = detailsOf(error);
  const refusal = refusalOf(error, details, of);
  if (!refusal)
    return Object.assign(new Error(`${of} failed: ${status[error.code]} ${error.details}`), { cause: error });
  // Keep the text of the other service: it knows the names of its states and answered in the reader's language.
  const hasText = error.details !== '' && refusal.reason === details.info?.reason;
  return Object.assign(refusal, { cause: error, ...(hasText && { text: error.details }) });
}

function refusalOf({ code }: ServiceError, { info, fields, missing }: Details, of: string): DomainError | undefined {
  const reason = info?.reason ?? 'SERVICE_REFUSED';
  const facts = info?.metadata ?? {};
  switch (code) {
    case status.NOT_FOUND:
      return info && new NotFound(facts['subject'] ?? reason.replace(/_NOT_FOUND$/, ''), facts['id'] ?? '');
    case status.INVALID_ARGUMENT:
      return fields?.length ? new Invalid(fields, facts['more'] === 'true') : undefined;
    case status.FAILED_PRECONDITION:
      return preconditionOf(reason, facts, missing ?? []);
    case status.PERMISSION_DENIED:
      return new NotAllowed(reason, facts);
    case status.UNAUTHENTICATED:
      return new NotSignedIn(reason);
    case status.ALREADY_EXISTS:
      return new AlreadyExists(reason, facts);
    case status.ABORTED:
      return new Conflict(reason, facts);
    case status.UNAVAILABLE:
    case status.DEADLINE_EXCEEDED:
    case status.RESOURCE_EXHAUSTED:
    case status.CANCELLED:
      return new Unavailable(info?.reason ?? 'SERVICE_UNAVAILABLE', { ...facts, service: of });
    default:
      return undefined;
  }
}

function preconditionOf(reason: string, facts: Record<string, string>, missing: Missing[]): DomainError {
  if (missing.some(({ rule }) => rule)) return Object.assign(new RuleBroken(missing), { reason, metadata: facts });
  if (reason !== 'WRONG_STATE') return new Refused(reason, facts);
  const { step = '', state = '', allowed = '' } = facts;
  return new WrongState({ subject: '', step, state, allowed: allowed.split(',') });
}

function detailsOf(error: ServiceError): Details {
  const bytes = error.metadata?.get('grpc-status-details-bin')[0];
  if (!(bytes instanceof Uint8Array)) return {};
  const { details } = fromBinary(messageNamed('google.rpc.Status'), bytes) as Message & { details: Any[] };
  const found: Details = {};
  for (const any of details) {
    const detail = anyUnpack(any, registry) as (Message & Record<string, unknown>) | undefined;
    if (detail?.$typeName === 'google.rpc.ErrorInfo') found.info = detail as never;
    if (detail?.$typeName === 'google.rpc.BadRequest')
      found.fields = (detail['fieldViolations'] as FieldViolation[]).map(fieldOf);
    if (detail?.$typeName === 'google.rpc.PreconditionFailure')
      found.missing = (detail['violations'] as Violation[]).map(missingOf);
  }
  return found;
}

interface Violation {
  type: string;
  subject: string;
  description: string;
}

function fieldOf({ field, description, reason }: FieldViolation): FieldViolation {
  return { field, description, reason, isTranslated: true };
}

/** `type` is the rule, or the slug without a rule; `subject` is `slug` or `slug/id`. */
function missingOf({ type, subject: combined, description: text }: Violation): Missing {
  const [requirement = '', ...rest] = combined.split('/');
  const subject = rest.join('/');
  return {
    requirement,
    ...(type !== requirement && { rule: type }),
    ...(subject && { subject }),
    ...(text && { text }),
  };
}
