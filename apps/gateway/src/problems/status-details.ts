import { fromBinary, type Message } from '@bufbuild/protobuf';
import { anyUnpack, type Any } from '@bufbuild/protobuf/wkt';
import type { ServiceError } from '@grpc/grpc-js';
import { messageNamed, registry } from '@waystation/contracts';
import { jsonPath } from '../transcoding/json-path.ts';
import type { FieldProblem, MissingRequirement } from './problem.ts';

/** The google.rpc details of a gRPC status. */
export interface StatusDetails {
  /** Absent if the status does not come from a Waystation service. */
  info?: { reason: string; metadata: Record<string, string> };
  errors?: FieldProblem[];
  missing?: MissingRequirement[];
}

export function statusDetails({ metadata }: ServiceError): StatusDetails {
  const bytes = metadata?.get('grpc-status-details-bin')[0];
  if (!(bytes instanceof Uint8Array)) return {};
  const { details } = fromBinary(messageNamed('google.rpc.Status'), bytes) as unknown as { details: Any[] };
  return Object.assign({}, ...details.map((each) => detailOf(anyUnpack(each, registry)))) as StatusDetails;
}

function detailOf(detail: Message | undefined): StatusDetails {
  switch (detail?.$typeName) {
    case 'google.rpc.ErrorInfo': {
      const { reason, metadata } = detail as unknown as { reason: string; metadata: Record<string, string> };
      return { info: { reason, metadata } };
    }
    case 'google.rpc.BadRequest': {
      const { fieldViolations } = detail as unknown as { fieldViolations: FieldProblem[] };
      return {
        errors: fieldViolations.map(({ field, description, reason }) => ({
          field: jsonPath(field),
          description,
          reason,
        })),
      };
    }
    case 'google.rpc.PreconditionFailure': {
      const { violations } = detail as unknown as {
        violations: { type: string; subject: string; description: string }[];
      };
      return { missing: violations.map(missingOf) };
    }
    default:
      return {};
  }
}

const ruleId = /^[A-Z]{3}-[A-Z]\d{2}$/;

/** A service sets `type` to a rule or slug, and `subject` to `slug` or `slug/id`. */
function missingOf({
  type,
  subject,
  description,
}: {
  type: string;
  subject: string;
  description: string;
}): MissingRequirement {
  const slash = subject.indexOf('/');
  return {
    ...(ruleId.test(type) && { rule: type }),
    requirement: slash < 0 ? subject : subject.slice(0, slash),
    ...(slash >= 0 && { subject: subject.slice(slash + 1) }),
    description,
  };
}
