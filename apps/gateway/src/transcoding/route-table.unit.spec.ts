import { RouteTable, type Route } from './route-table.ts';

const route = (method: string, template: string): Route => ({ method, template });

const table = new RouteTable([
  route('GET', '/v1/stations/{station_id}/jobs'),
  route('POST', '/v1/stations/{station_id}/jobs'),
  route('GET', '/v1/stations/{station_id}/jobs/{job_id}'),
  route('POST', '/v1/stations/{station_id}/jobs/{job_id}:start'),
  route('POST', '/v1/stations/{station_id}/jobs:plan'),
  route('GET', '/v1/stations/{station_id}/jobs/open'),
]);

/** Template found with its variables, the allowed methods, or undefined. */
function find(method: string, path: string): unknown {
  const found = table.find(method, path);
  if (!found || 'allowed' in found) return found?.allowed;
  return [found.route.template, Object.fromEntries(found.variables)];
}

it('finds a route and the values of its variables by method and path', () => {
  expect(find('GET', '/v1/stations/s1/jobs')).toEqual(['/v1/stations/{station_id}/jobs', { station_id: 's1' }]);
  expect(find('POST', '/v1/stations/s1/jobs/j1:start')).toEqual([
    '/v1/stations/{station_id}/jobs/{job_id}:start',
    { station_id: 's1', job_id: 'j1' },
  ]);
});

it('prefers a literal to a variable', () => {
  expect(find('GET', '/v1/stations/s1/jobs/open')).toEqual([
    '/v1/stations/{station_id}/jobs/open',
    { station_id: 's1' },
  ]);
});

it('treats a colon as part of a value if no verb matches', () => {
  expect(find('GET', '/v1/stations/s1/jobs/a:b')).toEqual([
    '/v1/stations/{station_id}/jobs/{job_id}',
    { station_id: 's1', job_id: 'a:b' },
  ]);
  expect(find('POST', '/v1/stations/s1/jobs:plan')).toEqual([
    '/v1/stations/{station_id}/jobs:plan',
    { station_id: 's1' },
  ]);
});

it('leaves values percent-encoded', () => {
  expect(find('GET', '/v1/stations/a%2Fb/jobs')).toEqual(['/v1/stations/{station_id}/jobs', { station_id: 'a%2Fb' }]);
});

it('returns the allowed methods if the path has no route for the method', () => {
  expect(find('DELETE', '/v1/stations/s1/jobs')).toEqual(['GET', 'POST']);
  expect(find('GET', '/v1/stations/s1/jobs/j1:start')).not.toEqual(['POST']); // j1:start is a job's id here
  expect(find('DELETE', '/v1/stations/s1/jobs/j1:start')).toEqual(['GET', 'POST']);
});

it.each([
  '/',
  '/v1',
  '/v1/',
  '/v1/stations',
  '/v1/stations//jobs',
  '/v1/stations/s1/jobs/',
  '/v1/stations/s1/jobs/j1/x',
  '/V1/stations/s1/jobs',
  'v1/stations/s1/jobs',
  `/v1/${'a/'.repeat(10_000)}`,
])('finds nothing at %.40j', (path) => {
  expect(find('POST', path)).toBeUndefined();
});

it('refuses two routes for the same requests at start', () => {
  expect(() => new RouteTable([route('GET', '/v1/{a}'), route('GET', '/v1/{b}')])).toThrow('are the same path');
  expect(() => new RouteTable([route('GET', '/v1/a'), route('GET', '/v1/a')])).toThrow('are the same path');
});
