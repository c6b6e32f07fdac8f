import { create, toBinary } from '@bufbuild/protobuf';
import { fastify } from 'fastify';
import { pino } from 'pino';
import { messageNamed, serviceNamed } from '@waystation/contracts';
import { NotFound } from '@waystation/model';
import { apiPlugin } from '../api/api-plugin.ts';
import { httpBindings } from './http-bindings.ts';
import { transcodedEndpoint } from './transcoded-endpoints.ts';

const httpBody = messageNamed('google.api.HttpBody');
const pdf = Uint8Array.from([0x25, 0x50, 0x44, 0x46, 0x00, 0xff]);
const bodyOf = (fields: object) => Buffer.from(toBinary(httpBody, create(httpBody, fields as never)));

/** Calls the API for an rpc that answers HttpBody. */
async function ask(answer: () => Buffer, method: 'GET' | 'HEAD' = 'GET') {
  const rpc = serviceNamed('waystation.workshop.v1.WorkshopService').method['getJob']!;
  const [binding] = httpBindings(rpc);
  const endpoint = transcodedEndpoint(
    { ...binding!, rpc: { ...rpc, output: httpBody } as never },
    { call: async () => answer() },
  );
  const app = fastify();
  await app.register(apiPlugin, {
    endpoints: [endpoint],
    callers: { identify: async () => ({}) as never },
    tokens: { of: async () => ({ token: 'token', actor: { kind: 'staff', id: 'x', roles: ['TECHNICIAN'] } }) },
    clock: { now: () => new Date() },
    log: pino({ level: 'silent' }),
  });
  const response = await app.inject({ method, url: '/v1/stations/s/jobs/j' });
  await app.close();
  return response;
}

it('bytes from an rpc are answered unchanged, with their type and without shared caching', async () => {
  const response = await ask(() => bodyOf({ contentType: 'application/pdf', data: pdf }));
  expect(response.statusCode).toBe(200);
  expect([...response.rawPayload]).toEqual([...pdf]);
  expect(response.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-length': String(pdf.length),
    'content-disposition': 'inline',
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
  });
});

it('bytes without a content type are answered as application/octet-stream', async () => {
  const response = await ask(() => bodyOf({ data: pdf }));
  expect(response.headers['content-type']).toBe('application/octet-stream');
});

it('a HEAD request is answered with the headers of the bytes', async () => {
  const response = await ask(() => bodyOf({ contentType: 'application/pdf', data: pdf }), 'HEAD');
  expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'application/pdf']);
});

it('an error is answered as a problem document', async () => {
  const response = await ask(() => {
    throw new NotFound('document', 'd');
  });
  expect(response.headers['content-type']).toContain('application/problem+json');
  expect(response.json()).toMatchObject({ status: 404, reason: 'DOCUMENT_NOT_FOUND' });
});
