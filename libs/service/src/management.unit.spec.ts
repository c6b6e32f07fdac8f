import { request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { counter } from '@waystation/metrics';
import { pino } from 'pino';
import { Management, managementAddress, type ReadinessCheck } from './management.ts';
import { ConfigError, StartFault } from './start-fault.ts';

const log = pino({ level: 'silent' });
let management: Management;

beforeEach(async () => {
  management = await Management.start({ host: '127.0.0.1', port: 0 }, log);
});

afterEach(() => management.close());

function ask(path: string, method = 'GET', body = ''): Promise<{ status: number; text: string; type: string }> {
  return new Promise((done, fail) => {
    const sent = request({ port: management.port, host: '127.0.0.1', path, method, agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () => done({ status: answer.statusCode!, text, type: answer.headers['content-type']! }));
    });
    sent.on('error', fail);
    sent.end(body);
  });
}

const serves: ReadinessCheck = () => Promise.resolve(undefined);

describe('The management server', () => {
  it('shows the metrics of the process in the text format of Prometheus', async () => {
    management.metrics.of('parts').counter(counter('waystation_things_total', 'Things'))({});
    const { status, text, type } = await ask('/metrics');
    expect([status, type]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    expect(text).toContain('waystation_things_total{service="parts"} 1');
  });

  it('is live while the process runs, and ready once all parts have started and can serve', async () => {
    expect(await ask('/health/live')).toMatchObject({ status: 200 });
    expect(await ask('/health/ready')).toMatchObject({ status: 503, text: '{"status":"starting"}\n' });
    management.add('parts', serves);
    management.started();
    expect(await ask('/health/ready')).toMatchObject({ status: 200, text: '{"status":"ready"}\n' });
    management.stopping();
    expect(await ask('/health/ready')).toMatchObject({ status: 503, text: '{"status":"stopping"}\n' });
    expect(await ask('/health/live')).toMatchObject({ status: 200 });
  });

  it('names the parts that cannot serve, and the reason', async () => {
    management.add('parts', serves);
    management.add('crm', () => Promise.resolve('migrations are missing: 0002-crm'));
    management.add('billing', () => Promise.reject(new Error('the check failed')));
    management.started();
    const { status, text } = await ask('/health/ready');
    expect(status).toBe(503);
    expect(JSON.parse(text)).toEqual({
      status: 'not ready',
      parts: { crm: 'migrations are missing: 0002-crm', billing: 'the check failed' },
    });
  });

  it('does not wait long for a part without an answer', async () => {
    management.add('parts', () => new Promise(() => {}));
    management.started();
    expect(await ask('/health/ready')).toMatchObject({ status: 503 });
  }, 10_000);

  it.each([
    ['/', 'GET', 404],
    ['/metrics/', 'GET', 404],
    ['/v1/jobs', 'GET', 404],
    ['/metrics', 'POST', 405],
    ['/health/live', 'DELETE', 405],
    ['/metrics?name=up', 'GET', 200],
  ])('answers %s by %s with %d', async (path, method, status) => {
    expect(await ask(path, method, method === 'POST' ? 'x'.repeat(1_000) : '')).toMatchObject({ status });
  });

  it('closes a connection that does not send its request in time', async () => {
    const socket = connect(management.port, '127.0.0.1');
    socket.write('GET /metrics HTTP/1.1\r\nHost: x\r\n');
    socket.resume();
    await new Promise((closed) => socket.on('close', closed));
  }, 20_000);

  it('refuses to start on a port that is taken', async () => {
    const again = Management.start({ host: '127.0.0.1', port: management.port }, log);
    await expect(again).rejects.toBeInstanceOf(StartFault);
  });
});

describe('The address of the management server', () => {
  it('is on the loopback interface unless a host is set', () => {
    expect(managementAddress({})).toBeUndefined();
    expect(managementAddress({ WAYSTATION_MANAGEMENT_PORT: '9464' })).toEqual({ host: '127.0.0.1', port: 9464 });
    const everywhere = { WAYSTATION_MANAGEMENT_PORT: '0', WAYSTATION_MANAGEMENT_HOST: '0.0.0.0' };
    expect(managementAddress(everywhere)).toEqual({ host: '0.0.0.0', port: 0 });
  });

  it('must be valid', () => {
    expect(() => managementAddress({ WAYSTATION_MANAGEMENT_PORT: '70000' })).toThrow(ConfigError);
    expect(() => managementAddress({ WAYSTATION_MANAGEMENT_PORT: '1', WAYSTATION_MANAGEMENT_HOST: 'a b' })).toThrow(
      'WAYSTATION_MANAGEMENT_HOST is not a host',
    );
  });
});
