import { parseTemplate, variablesOf } from './path-template.ts';

it('a template is parsed into its parts and its verb', () => {
  expect(parseTemplate('/v1/stations/{station_id}/jobs/{job_id}:start')).toEqual({
    segments: [
      { literal: 'v1' },
      { literal: 'stations' },
      { variable: 'station_id' },
      { literal: 'jobs' },
      { variable: 'job_id' },
    ],
    verb: 'start',
  });
});

it('a variable may name a nested field and state that it matches one part', () => {
  expect(variablesOf(parseTemplate('/v1/{job.job_id=*}/x'))).toEqual(['job.job_id']);
});

it('a verb may follow a literal', () => {
  expect(parseTemplate('/v1/jobs:search')).toEqual({
    segments: [{ literal: 'v1' }, { literal: 'jobs' }],
    verb: 'search',
  });
});

it.each([
  '',
  'v1/jobs',
  '/v1//jobs',
  '/v1/jobs/',
  '/v1/{name=jobs/*}',
  '/v1/{name=**}',
  '/v1/**',
  '/v1/*',
  '/v1/{job_id}/{job_id}',
  '/v1/{job_id}:',
  '/v1/{job_id}:Start it',
  '/v1/{jobId}',
])('%j is refused at start', (template) => {
  expect(() => parseTemplate(template)).toThrow('not a path template');
});
