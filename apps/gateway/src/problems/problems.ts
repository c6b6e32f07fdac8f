import { status } from '@grpc/grpc-js';
import { describeViolation, toGrpcAnswer, TextCatalogue } from '@waystation/call';
import { DomainError, Invalid, Unavailable } from '@waystation/model';
import { isTransient } from '@waystation/store';
import { HttpRefusal } from '../http/http-refusal.ts';
import { isGrpcError } from '../transcoding/backends.ts';
import type { Problem, ProblemAnswer } from './problem.ts';
import { statusDetails } from './status-details.ts';
import { texts } from './texts.ts';

/** gRPC status -> HTTP status. */
export const httpStatus: Readonly<Record<status, number>> = {
  [status.OK]: 200,
  [status.CANCELLED]: 499,
  [status.UNKNOWN]: 500,
  [status.INVALID_ARGUMENT]: 400,
  [status.DEADLINE_EXCEEDED]: 504,
  [status.NOT_FOUND]: 404,
  [status.ALREADY_EXISTS]: 409,
  [status.PERMISSION_DENIED]: 403,
  [status.RESOURCE_EXHAUSTED]: 429,
  [status.FAILED_PRECONDITION]: 409,
  [status.ABORTED]: 409,
  [status.OUT_OF_RANGE]: 400,
  [status.UNIMPLEMENTED]: 501,
  [status.INTERNAL]: 500,
  [status.UNAVAILABLE]: 503,
  [status.DATA_LOSS]: 500,
  [status.UNAUTHENTICATED]: 401,
};

const defects: readonly status[] = [status.UNKNOWN, status.INTERNAL, status.DATA_LOSS];
const retryAfterSeconds = '2';
const words = new TextCatalogue(texts);

/** Slugs for the errors of Fastify and Nest, by HTTP status. */
const reasonsOfFrameworks: Readonly<Record<number, string>> = {
  404: 'NO_SUCH_ROUTE',
  405: 'METHOD_NOT_ALLOWED',
  413: 'BODY_TOO_LARGE',
  414: 'URL_NOT_VALID',
  415: 'JSON_BODY_REQUIRED',
};

/**
 * Answer to any error: a service's status, a refusal by the gateway, or one by its frameworks. Anything else is a defect
 * and is answered with an incident number only.
 *
 * @param language `en` or `zh`
 * @param incidentId identifies a defect in answer and log
 */
export function problemAnswer(error: unknown, language: string, incidentId: string): ProblemAnswer {
  if (error instanceof HttpRefusal) return ofRefusal(error, language);
  if (error instanceof DomainError) return ofDomainError(error, language, incidentId);
  if (isGrpcError(error)) return ofGrpcError(error, language, incidentId);
  // An outage of the gateway's database is a fault of neither the request nor the gateway.
  if (isTransient(error)) return ofDomainError(new Unavailable('SERVICE_UNAVAILABLE'), language, incidentId);
  const { statusCode, status: ofNest, code } = error as { statusCode?: number; status?: number; code?: string };
  const known = statusCode ?? ofNest;
  if (code === 'FST_ERR_BAD_URL') return ofRefusal(new HttpRefusal(400, 'URL_NOT_VALID'), language);
  if (known !== undefined && known >= 400 && known < 500) {
    return ofRefusal(new HttpRefusal(known, reasonsOfFrameworks[known] ?? 'BAD_REQUEST'), language);
  }
  return ofDefect(status.INTERNAL, language, incidentId);
}

/** True if an answer reveals a defect that the operator must know about. */
export function isDefect({ problem }: ProblemAnswer): boolean {
  return problem.status === 500;
}

function ofRefusal({ status: code, reason, headers, facts }: HttpRefusal, language: string): ProblemAnswer {
  const title = words.of(code === 404 ? 'NOT_FOUND' : code === 403 ? 'PERMISSION_DENIED' : 'HTTP', language);
  const problem = aProblem(code, reason, title, words.of(reason, language, facts));
  return { problem: { ...problem, ...(Object.keys(facts).length > 0 && { metadata: { ...facts } }) }, headers };
}

function ofDomainError(error: DomainError, language: string, incidentId: string): ProblemAnswer {
  const { code, details } = toGrpcAnswer(error, words, language, incidentId);
  const problem = aProblem(httpStatus[code], error.reason, titleOf(code, language), details);
  if (Object.keys(error.metadata).length > 0) problem.metadata = error.metadata;
  if (error instanceof Invalid)
    problem.errors = error.violations.map((violation) => ({
      field: violation.field,
      description: describeViolation(violation, language, words),
      reason: violation.reason,
    }));
  return { problem, headers: headersOf(code) };
}

function ofGrpcError(error: Parameters<typeof statusDetails>[0], language: string, incidentId: string): ProblemAnswer {
  const { info, errors, missing } = statusDetails(error);
  const code = error.code;
  if (defects.includes(code)) return ofDefect(code, language, info?.metadata['incident'] ?? incidentId);
  // A status without a reason comes from grpc-js, whose text contains addresses.
  const reason = info?.reason ?? status[code];
  const detail = info ? error.details : words.of(`${reason}_detail`, language);
  const problem = aProblem(
    httpStatus[code],
    reason,
    titleOf(code, language),
    detail === `${reason}_detail` ? titleOf(code, language) : detail,
  );
  if (info && Object.keys(info.metadata).length > 0) problem.metadata = info.metadata;
  if (errors) problem.errors = errors;
  if (missing) problem.missing = missing;
  return { problem, headers: headersOf(code) };
}

function ofDefect(code: status, language: string, incident: string): ProblemAnswer {
  const problem = aProblem(
    500,
    'INTERNAL',
    titleOf(code, language),
    words.of('INTERNAL_detail', language, { incident }),
  );
  return { problem: { ...problem, metadata: { incident } }, headers: {} };
}

function aProblem(code: number, reason: string, title: string, detail: string): Problem {
  return { type: `urn:waystation:problem:${reason}`, title, status: code, detail, reason };
}

function titleOf(code: status, language: string): string {
  return words.of(status[code], language);
}

function headersOf(code: status): Record<string, string> {
  if (code === status.UNAVAILABLE) return { 'retry-after': retryAfterSeconds };
  return code === status.UNAUTHENTICATED ? { 'www-authenticate': 'Bearer' } : {};
}
