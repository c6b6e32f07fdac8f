import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import cookie from '@fastify/cookie';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { sendProblem } from '../problems/send-problem.ts';
import { texts } from '../problems/texts.ts';
import { bodyBytesMax, bodyBytesUsual } from '../transcoding/body-limit.ts';
import { jsonBody } from './json-body.ts';
import { readBody } from './read-body.ts';

/** Fastify sets no time limits by default, which would let slow clients block the gateway. */
const limits = {
  bodyLimit: bodyBytesMax,
  /** Milliseconds to send a complete request. */
  requestTimeout: 30_000,
  /** Milliseconds of inactivity on a connection: longer than the longest deadline of a call. */
  connectionTimeout: 75_000,
  keepAliveTimeout: 72_000,
};

declare module 'fastify' {
  interface FastifyRequest {
    /** Limit of the body in bytes, by its route. */
    bodyBytesMax?: number;
  }
}

/** Fastify adapter for Nest that accepts only JSON bodies. */
export async function httpAdapter(log: Logger): Promise<FastifyAdapter> {
  const adapter = new FastifyAdapter({
    ...limits,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 4_000 },
    clientErrorHandler: refuseUnreadable,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(error, request, reply, log),
  });
  const app = adapter.getInstance() as unknown as FastifyInstance;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', async (request: FastifyRequest, body: IncomingMessage) =>
    jsonBody(await readBody(body, request.headers['content-length'], request.bodyBytesMax ?? bodyBytesUsual)),
  );
  await app.register(cookie);
  return adapter;
}

const unreadable: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** Answers input that is not HTTP, is too slow or has too large headers: Fastify has no request object for it. */
function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable) return void socket.destroy();
  const status = unreadable[error.code ?? ''] ?? '400 Bad Request';
  const problem = {
    type: 'urn:waystation:problem:BAD_REQUEST',
    title: texts.en.HTTP,
    status: Number.parseInt(status),
    detail: texts.en.BAD_REQUEST,
    reason: 'BAD_REQUEST',
  };
  const body = JSON.stringify(problem);
  const head = `HTTP/1.1 ${status}\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n`;
  socket.end(head + body);
}
