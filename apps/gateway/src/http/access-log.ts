import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';

/**
 * A line for each request. It names the route, not the path or its query, and neither who sent it nor from where: logs
 * are read by more people than the data are.
 */
export function logAccess(app: FastifyInstance, log: Logger): void {
  app.addHook('onResponse', async (request, reply) => {
    const line = {
      method: request.method,
      route: routeOf(request),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      ...(reply.reason && { reason: reply.reason }),
    };
    if (line.route?.startsWith('/health/')) log.debug(line, 'request');
    else log.info(line, 'request');
  });
}

function routeOf({ template, routeOptions }: FastifyRequest): string | undefined {
  return template ?? routeOptions.url;
}
