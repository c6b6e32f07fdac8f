import { aGateway, hamburg, type Scene } from '../testing/a-gateway.ts';

let scene: Scene;
let token: string;

beforeAll(async () => {
  scene = await aGateway();
  scene.issuer.setPeople(['mia']);
  await scene.employ('mia', { [hamburg]: ['TECHNICIAN'] });
  token = await scene.issuer.accessToken('mia');
}, 60_000);
afterAll(() => scene?.stop(), 30_000);

const jobId = '44444444-4444-4444-8444-444444444444';
const template = '/v1/stations/{station_id}/jobs/{job_id}:start';

async function start(): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': 'k' };
  const path = `/v1/stations/${hamburg}/jobs/${jobId}:start`;
  return (await fetch(`${scene.url}${path}`, { method: 'POST', headers, body: '{}' })).status;
}

describe('The metrics of the gateway', () => {
  it('count requests by route template and class of the status, without ids', async () => {
    expect(await start()).toBe(200);
    await fetch(`${scene.url}/v1/nowhere/${jobId}`);
    await fetch(`${scene.url}/nowhere/${jobId}`);
    const text = await scene.metrics.text();
    const series = 'waystation_http_requests_total{service="gateway",method';
    expect(text).toContain(`${series}="POST",route="${template}",status="2xx"} 1`);
    expect(text).toContain(`${series}="GET",route="/v1/*",status="4xx"} 1`);
    expect(text).toContain(
      `waystation_http_request_duration_seconds_count{service="gateway",method="POST",route="${template}"} 1`,
    );
    expect(text).toContain('waystation_database_connections_max{service="gateway",pool="app"} 6');
    for (const id of [jobId, hamburg, 'nowhere']) expect(text).not.toContain(id);
  });

  it('count failed calls of services by their status, and no refusals', async () => {
    scene.backend.when('StartJob', () => {
      throw new TypeError('a defect of the service');
    });
    expect(await start()).toBe(500);
    const text = await scene.metrics.text();
    expect(text).toContain('waystation_upstream_errors_total{service="gateway",backend="workshop",code="INTERNAL"} 1');
    expect(text.match(/^waystation_upstream_errors_total/gm)).toHaveLength(1);
  });

  it('accompany the readiness of the gateway, which needs its database and migrations', async () => {
    expect(await scene.gateway.readiness()).toBeUndefined();
  });
});
