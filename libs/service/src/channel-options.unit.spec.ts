import {
  createServer as createHttp2Server,
  type Http2Server,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import { Server, ServerCredentials, type handleUnaryCall } from '@grpc/grpc-js';
import { afterEach, describe, expect, it } from '@jest/globals';
import { WorkshopServiceService as rpcs, type GetJobResponse } from '@waystation/contracts/workshop/v1/service';
import { Unavailable } from '@waystation/model';
import { channelOptions, watchfulness } from './channel-options.ts';
import { clientOf } from './client-of.ts';
import { deadEnd } from '../testing/dead-end.ts';

const ending: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

const request = { stationId: '', jobId: '' };
const call = { validateOnly: false, passedOn: { token: undefined, deadline: undefined, idempotencyKey: undefined } };
const asked = () => ({ ...call, passedOn: { ...call.passedOn, language: 'en', signal: new AbortController().signal } });

/** Workshop replica that answers and counts its calls. */
async function aReplica() {
  let calls = 0;
  const server = new Server();
  const getJob: handleUnaryCall<unknown, GetJobResponse> = (_, done) => {
    calls += 1;
    done(null, { job: undefined } as GetJobResponse);
  };
  server.addService({ getJob: rpcs.getJob } as never, { getJob });
  const port = await new Promise<number>((bound, fail) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, at) =>
      error ? fail(error) : bound(at),
    ),
  );
  ending.push(() => server.forceShutdown());
  return {
    port,
    get calls() {
      return calls;
    },
  };
}

function aClient(address: string, options: Partial<Parameters<typeof clientOf>[1]> = {}) {
  const client = clientOf({ getJob: rpcs.getJob }, { address, caller: 'reception', ...options });
  ending.push(() => client.close());
  return () => client.getJob(request, asked());
}

describe('A channel to another service', () => {
  it('drops a connection that no longer delivers and opens a new one', async () => {
    const replica = await aReplica();
    const proxy = await deadEnd(replica.port);
    ending.push(() => proxy.close());
    const ask = aClient(proxy.address, { deadlineMs: 1_500, watchfulness: { everyMs: 1_000, withinMs: 1_000 } });
    await ask();
    proxy.swallow();
    await expect(ask()).rejects.toBeInstanceOf(Unavailable);
    const since = performance.now();
    while (
      !(await ask().then(
        () => true,
        () => false,
      ))
    )
      expect(performance.now() - since).toBeLessThan(12_000);
    expect(proxy.connections).toBeGreaterThan(1);
  });

  it('drops a dead connection within 30 s, even while idle', () => {
    expect(watchfulness.everyMs + watchfulness.withinMs).toBeLessThan(30_000);
    expect(channelOptions()).toMatchObject({ 'grpc.keepalive_permit_without_calls': 1 });
  });

  it('calls all replicas of a name in turn', async () => {
    const replicas = [await aReplica(), await aReplica()];
    const ask = aClient(`ipv4:${replicas.map(({ port }) => `127.0.0.1:${port}`).join(',')}`);
    await ask();
    const since = performance.now();
    // The second replica is connected shortly after the first answer.
    while (replicas.some(({ calls }) => calls < 5)) {
      expect(performance.now() - since).toBeLessThan(8_000);
      await ask();
    }
  });

  it('retries a call that a stopping replica did not accept', async () => {
    const replica = await aReplica();
    const { server, refused } = aStoppingReplica();
    const port = await new Promise<number>((bound) =>
      server.listen(0, '127.0.0.1', () => bound((server.address() as AddressInfo).port)),
    );
    const ask = aClient(`ipv4:127.0.0.1:${port},127.0.0.1:${replica.port}`);
    // Round robin, so that one of the calls goes to the stopping replica.
    for (let each = 0; each < 200 && refused() === 0; each += 1) await ask();
    expect(refused()).toBe(1);
  });
});

/** Replica that answers once and stops at the second call; its GOAWAY frame excludes that call. */
function aStoppingReplica(): { server: Http2Server; refused: () => number } {
  let refused = 0;
  const sessions = new Set<ServerHttp2Session>();
  const server = createHttp2Server();
  server.on('session', (session) => void sessions.add(session));
  server.on('sessionError', () => undefined);
  server.on('stream', (stream) => {
    stream.on('error', () => undefined);
    if (stream.id === 1) return answer(stream);
    refused += 1;
    stream.session!.goaway(0, 1);
    server.close();
  });
  ending.push(() => {
    for (const session of sessions) session.destroy();
    server.close();
  });
  return { server, refused: () => refused };
}

/** Answers an empty gRPC message. */
function answer(stream: ServerHttp2Stream): void {
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  stream.end(Buffer.alloc(5));
}
