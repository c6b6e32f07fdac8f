import type { IncomingHttpHeaders } from 'node:http';
import { Metadata } from '@grpc/grpc-js';
import { languageOf } from '@waystation/call';
import { Invalid } from '@waystation/model';
import { HttpRefusal } from '../http/http-refusal.ts';
import type { CallTerms } from '../transcoding/backends.ts';

const timeoutSeconds = 15;
const timeoutSecondsMax = 60;

/**
 * Terms of a call to a service: only known headers are forwarded, nothing else that the client sent.
 *
 * @param query `validateOnly` is removed from it, since it is not a field of a request
 * @throws HttpRefusal for a step without a key; Invalid for a malformed header
 */
export function callTerms(request: {
  headers: IncomingHttpHeaders;
  query: URLSearchParams;
  isStep: boolean;
  token: string;
  now: Date;
  signal: AbortSignal;
}): CallTerms {
  const { headers, query, isStep, token, now, signal } = request;
  const metadata = new Metadata();
  metadata.set('authorization', `Bearer ${token}`);
  metadata.set('accept-language', languageOf(headers['accept-language']));
  if (isStep) {
    const isValidateOnly = takeValidateOnly(query);
    const key = headers['idempotency-key'];
    if (isValidateOnly) metadata.set('validate-only', 'true');
    else if (key === undefined) throw new HttpRefusal(400, 'IDEMPOTENCY_KEY_MISSING');
    else metadata.set('idempotency-key', checkedKey(String(key)));
  }
  return { metadata, deadline: new Date(now.getTime() + timeoutOf(headers) * 1000), signal };
}

function takeValidateOnly(query: URLSearchParams): boolean {
  const values = query.getAll('validateOnly');
  query.delete('validateOnly');
  if (values.length > 1 || !['true', 'false'].includes(values[0] ?? 'false')) {
    throw new Invalid([{ field: 'validateOnly', description: 'true or false', reason: 'VALUE_NOT_VALID' }]);
  }
  return values[0] === 'true';
}

/** Checked here because gRPC metadata cannot carry non-ASCII text. */
function checkedKey(key: string): string {
  if (/^[\x21-\x7e]{1,128}$/.test(key)) return key;
  throw new Invalid([
    { field: 'idempotency-key', description: '1 to 128 printable ASCII characters', reason: 'KEY_NOT_VALID' },
  ]);
}

/** Seconds that the client is willing to wait. */
function timeoutOf(headers: IncomingHttpHeaders): number {
  const text = headers['request-timeout'];
  if (text === undefined) return timeoutSeconds;
  const seconds = /^\d{1,6}(\.\d{1,3})?$/.test(String(text)) ? Number(text) : 0;
  if (seconds > 0) return Math.min(seconds, timeoutSecondsMax);
  throw new Invalid([
    { field: 'request-timeout', description: 'seconds, such as 5 or 0.5', reason: 'VALUE_NOT_VALID' },
  ]);
}
