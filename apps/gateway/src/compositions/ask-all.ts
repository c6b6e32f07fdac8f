import { fromBinary, type DescMethod, type Message } from '@bufbuild/protobuf';
import { status, type ServiceError } from '@grpc/grpc-js';
import { Invalid } from '@waystation/model';
import { statusDetails } from '../problems/status-details.ts';
import { isGrpcError, type Backends, type CallTerms } from '../transcoding/backends.ts';
import { allServices, httpBindings, shortName } from '../transcoding/http-bindings.ts';
import { requestBytes, type RequestParts } from '../transcoding/request-message.ts';

const pagesMax = 5;
const pageSize = '200';

/** A service whose part of the answer is missing or incomplete, and the reason. */
export interface AbsentService {
  service: string;
  /** Reason from the service, or `TOO_MANY` if only its first thousand elements are included. */
  reason: string;
}

/** Contribution of one service to an answer. */
export interface Part {
  service: string;
  /** Elements of the list in its answers. */
  elements: Message[];
  /** True if there are no more elements. */
  isWhole: boolean;
}

/** Rpcs of a name in all services that can be reached by HTTP. */
export function rpcsNamed(name: string): DescMethod[] {
  const rpcs = allServices().flatMap(({ methods }) => methods.filter((rpc) => rpc.name === name));
  return rpcs.filter((rpc) => httpBindings(rpc).length > 0);
}

/**
 * Sends the same query to all services in parallel and collects their pages.
 *
 * @param list field of the answers with the elements
 * @returns the parts received, and the services whose part is missing or incomplete
 * @throws Invalid for a query that a service refuses; the first service's error if all of them refuse the caller
 */
export async function askAll(
  backends: Pick<Backends, 'call'>,
  rpcs: readonly DescMethod[],
  list: string,
  { terms, ...parts }: RequestParts & { terms: CallTerms },
): Promise<{ parts: Part[]; missing: AbsentService[] }> {
  for (const name of ['pageSize', 'pageToken']) {
    if (parts.query.has(name))
      throw new Invalid([{ field: name, description: 'all is answered at once', reason: 'UNKNOWN_FIELD' }]);
  }
  const { parts: answered, missing } = await askEach(rpcs, (rpc) => pagesOf(backends, rpc, list, parts, terms));
  const cut = answered.filter(({ isWhole }) => !isWhole).map(({ service }) => ({ service, reason: 'TOO_MANY' }));
  return { parts: answered, missing: [...missing, ...cut] };
}

/**
 * Queries all services in parallel.
 *
 * @returns the parts received, and the services that did not answer
 * @throws Invalid for a query that a service refuses; the first service's error if all of them refuse the caller
 */
export async function askEach(
  rpcs: readonly DescMethod[],
  ask: (rpc: DescMethod) => Promise<Part>,
): Promise<{ parts: Part[]; missing: AbsentService[] }> {
  const results = await Promise.allSettled(rpcs.map(ask));
  const failed = results.flatMap((result, index) =>
    result.status === 'rejected' ? [{ rpc: rpcs[index]!, error: result.reason as unknown }] : [],
  );
  const defect = failed.find(
    ({ error }) =>
      !isGrpcError(error) || error.code === status.INVALID_ARGUMENT || error.code === status.UNAUTHENTICATED,
  );
  if (defect) throw defect.error;
  if (failed.length === rpcs.length && failed.length > 0) throw failed[0]!.error;
  const answered = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const absent = failed.map(({ rpc, error }) => ({
    service: shortName(rpc.parent),
    reason: reasonOf(error as ServiceError),
  }));
  return { parts: answered, missing: absent };
}

/** Page of a service's list that the query requests. */
export async function pageOf(
  backends: Pick<Backends, 'call'>,
  rpc: DescMethod,
  list: string,
  parts: RequestParts,
  terms: CallTerms,
): Promise<Part> {
  const bytes = await backends.call(rpc, requestBytes(rpc.input, false, parts), terms);
  const { [list]: elements, nextPageToken } = fromBinary(rpc.output, bytes) as unknown as Record<string, unknown>;
  return { service: shortName(rpc.parent), elements: elements as Message[], isWhole: nextPageToken === '' };
}

async function pagesOf(
  backends: Pick<Backends, 'call'>,
  rpc: DescMethod,
  list: string,
  parts: RequestParts,
  terms: CallTerms,
): Promise<Part> {
  const elements: Message[] = [];
  let pageToken = '';
  for (let page = 0; page < pagesMax; page++) {
    const query = new URLSearchParams(parts.query);
    query.set('pageSize', pageSize);
    if (pageToken) query.set('pageToken', pageToken);
    const bytes = await backends.call(rpc, requestBytes(rpc.input, false, { ...parts, query }), terms);
    const answer = fromBinary(rpc.output, bytes) as unknown as Record<string, unknown>;
    elements.push(...(answer[list] as Message[]));
    pageToken = answer['nextPageToken'] as string;
    if (!pageToken) break;
  }
  return { service: shortName(rpc.parent), elements, isWhole: pageToken === '' };
}

function reasonOf(error: ServiceError): string {
  return statusDetails(error).info?.reason ?? status[error.code];
}
