import { serviceNamed } from '@waystation/contracts';
import { bindingsOf, httpBindings, reachableServices, type HttpRule } from './http-bindings.ts';

const workshop = serviceNamed('waystation.workshop.v1.WorkshopService');
const rpc = workshop.method['startJob']!;

const rule = (given: Partial<HttpRule>): HttpRule => ({
  pattern: { case: 'get', value: '/v1/jobs' },
  body: '',
  responseBody: '',
  additionalBindings: [],
  ...given,
});

it('an rpc has the route of its http option', () => {
  expect(httpBindings(rpc)).toEqual([
    { method: 'POST', template: '/v1/stations/{station_id}/jobs/{job_id}:start', rpc, hasBody: true },
  ]);
});

it('additional bindings are further routes', () => {
  const more = rule({ pattern: { case: 'put', value: '/v1/work' }, body: '*' });
  expect(bindingsOf(rule({ additionalBindings: [more] }), rpc)).toMatchObject([
    { method: 'GET', template: '/v1/jobs', hasBody: false },
    { method: 'PUT', template: '/v1/work', hasBody: true },
  ]);
});

it.each([
  ['a custom method', { pattern: { case: 'custom', value: {} } }],
  ['no path', { pattern: {} }],
  ['a part of the message as body', { body: 'job' }],
  ['a part of the answer', { responseBody: 'job' }],
])('a rule with %s is refused at start', (_what, given) => {
  expect(() => bindingsOf(rule(given), rpc)).toThrow('waystation.workshop.v1.WorkshopService.StartJob');
});

it('a service with a route requires an address', () => {
  expect(reachableServices()).toContain('workshop');
});
