import { context, SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { routeOf } from './access-log.ts';

const tracer = trace.getTracer('waystation');

/**
 * Runs each request in a span, the root of its trace: the decision to keep the trace is made here and followed by all
 * services. A `traceparent` of the client is ignored, since it would let anybody have all of their requests traced. The span
 * names the route, but neither path, query nor person.
 */
export function traceRequests(app: FastifyInstance): void {
  const spans = new WeakMap<FastifyRequest, Span>();
  app.addHook('onRequest', (request, _reply, next) => {
    const span = tracer.startSpan(request.method, { kind: SpanKind.SERVER, root: true });
    spans.set(request, span);
    context.with(trace.setSpan(context.active(), span), next);
  });
  app.addHook('onResponse', async (request, reply) => {
    const span = spans.get(request);
    if (!span) return; // not readable as a request
    const route = routeOf(request) ?? 'none';
    span.updateName(`${request.method} ${route}`);
    span.setAttributes({
      'http.request.method': request.method,
      'http.route': route,
      'http.response.status_code': reply.statusCode,
    });
    if (reply.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  });
}
