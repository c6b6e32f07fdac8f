import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';

/**
 * Logs a line for each request. It names the route but neither path, query, person nor address, since more people read
 * logs than may see the data.
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

/** Template of a request's route; undefined for a request without one. */
export function routeOf({ template, routeOptions }: FastifyRequest): string | undefined {
  return template ?? routeOptions.url;
}
