import type { FastifyInstance } from 'fastify';
import { status } from '@grpc/grpc-js';
import { counter, histogram, type Metrics } from '@waystation/metrics';
import { routeOf } from './http/access-log.ts';
import type { Backends } from './transcoding/backends.ts';

/** Metrics of the gateway. Routes are templates, so that they hold no id. */
export const gatewayMetrics = {
  requests: counter(
    'waystation_http_requests_total',
    'HTTP requests by method, route template and class of the status: 2xx to 5xx',
    ['method', 'route', 'status'],
  ),
  seconds: histogram('waystation_http_request_duration_seconds', 'Duration of HTTP requests until the last byte', [
    'method',
    'route',
  ]),
  upstream: counter(
    'waystation_upstream_errors_total',
    'Calls of services that failed without a refusal, by gRPC status',
    ['backend', 'code'],
  ),
};

/** Clients choose the method freely, so others share one name. */
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Statuses of a failure: services answer the others to a caller whose request they refuse. */
const failures = new Set([
  status.UNKNOWN,
  status.DEADLINE_EXCEEDED,
  status.RESOURCE_EXHAUSTED,
  status.UNIMPLEMENTED,
  status.INTERNAL,
  status.UNAVAILABLE,
  status.DATA_LOSS,
]);

/** Counts the requests of an HTTP server from now on. */
export function measureRequests(app: FastifyInstance, metrics: Metrics): void {
  const requests = metrics.counter(gatewayMetrics.requests);
  const durations = metrics.histogram(gatewayMetrics.seconds);
  app.addHook('onResponse', async (request, reply) => {
    const labels = {
      method: methods.includes(request.method) ? request.method : 'other',
      route: routeOf(request) ?? 'none',
    };
    requests({ ...labels, status: `${Math.floor(reply.statusCode / 100)}xx` });
    durations(labels, reply.elapsedTime / 1_000);
  });
}

/** Counts the failed calls of services from now on. */
export function measureUpstream(backends: Backends, metrics: Metrics): void {
  const errors = metrics.counter(gatewayMetrics.upstream);
  backends.observe((backend, code) => {
    if (failures.has(code)) errors({ backend, code: status[code] });
  });
}
