import { METHODS } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { admit } from '@waystation/call';
import { isId, type Clock } from '@waystation/model';
import type { Logger } from 'pino';
import { HttpRefusal } from '../http/http-refusal.ts';
import { strictQueryOf } from '../http/query-of.ts';
import { sendProblem } from '../problems/send-problem.ts';
import type { InternalTokens } from '../sign-in/internal-tokens.ts';
import type { Callers } from '../sign-in/session-user.ts';
import { RawAnswer } from '../transcoding/raw-answer.ts';
import { RouteTable } from '../transcoding/route-table.ts';
import { callTerms } from './call-terms.ts';
import type { Endpoint } from './endpoint.ts';

export interface ApiOptions {
  endpoints: readonly Endpoint[];
  callers: Pick<Callers, 'identify'>;
  tokens: Pick<InternalTokens, 'of'>;
  clock: Clock;
  log: Logger;
}

/** Result of matching a request, before its body is read. */
interface Matched {
  endpoint: Endpoint;
  variables: ReadonlyMap<string, string>;
  token: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Template of the route, for the access log, since the path itself contains ids. */
    template?: string;
  }
}

/**
 * Serves the API below `/v1`. A route table replaces Fastify's router, which does not support `{job_id}:start` and does
 * not list the allowed methods in a 405 answer.
 */
export async function apiPlugin(app: FastifyInstance, options: ApiOptions): Promise<void> {
  const table = new RouteTable(options.endpoints);
  const matched = new WeakMap<FastifyRequest, Matched>();

  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, options.log));
  for (const method of METHODS)
    if (method !== 'CONNECT' && !app.supportedMethods.includes(method)) app.addHttpMethod(method);

  // Unknown routes and callers without access are refused before their body is read.
  app.addHook('onRequest', async (request) => {
    const found = table.find(request.method === 'HEAD' ? 'GET' : request.method, request.url.split('?', 1)[0]!);
    if (!found) throw new HttpRefusal(404, 'NO_SUCH_ROUTE');
    if ('allowed' in found)
      throw new HttpRefusal(405, 'METHOD_NOT_ALLOWED', { allow: withHead(found.allowed).join(', ') });
    request.template = found.route.template;
    const { route: endpoint, variables } = found;
    const station = variables.get('station_id');
    // The service refuses a malformed id; a token for it would only fill the cache here.
    const stationId = station && isId(station) ? station : undefined;
    const { token, actor } = await options.tokens.of(await options.callers.identify(request), stationId);
    // The services check again; this check keeps callers without access from making the gateway read their bodies.
    if (endpoint.access && (stationId !== undefined || endpoint.access.scope === 'NETWORK'))
      admit(endpoint.access, actor, { stationId }, undefined);
    if (endpoint.hasBody) checkEncoding(request);
    if (endpoint.bodyBytesMax !== undefined) request.bodyBytesMax = endpoint.bodyBytesMax;
    matched.set(request, { endpoint, variables, token });
  });

  app.route({
    method: app.supportedMethods.filter((method) => method !== 'CONNECT'),
    url: '/v1/*',
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const { endpoint, variables, token } = matched.get(request)!;
      if (endpoint.hasBody && !isJson(request)) throw new HttpRefusal(415, 'JSON_BODY_REQUIRED');
      const query = strictQueryOf(request.url);
      const { headers } = request;
      const terms = callTerms({
        headers,
        query,
        isStep: endpoint.isStep,
        token,
        now: options.clock.now(),
        signal: disconnectSignal(reply),
      });
      const answer = await endpoint.answer({ path: variables, query, body: request.body, terms });
      if (answer instanceof RawAnswer) return reply.headers(answer.headers).send(Buffer.from(answer.bytes));
      return reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(answer));
    },
  });
}

function isJson({ headers }: FastifyRequest): boolean {
  return /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '');
}

/** @throws HttpRefusal for a compressed body, since its size after decompression is not limited */
function checkEncoding({ headers }: FastifyRequest): void {
  const encoding = headers['content-encoding'];
  if (encoding === undefined || /^\s*(identity)?\s*$/i.test(encoding)) return;
  throw new HttpRefusal(415, 'BODY_ENCODED', { 'accept-encoding': 'identity', connection: 'close' });
}

function withHead(methods: readonly string[]): string[] {
  return methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
}

/** Aborts when the client disconnects before the answer is sent. */
function disconnectSignal({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort();
  });
  return controller.signal;
}
