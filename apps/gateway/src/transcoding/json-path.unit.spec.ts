import { jsonPath } from './json-path.ts';

it.each([
  ['job_id', 'jobId'],
  ['items[2].part_number', 'items[2].partNumber'],
  ['by_name["a_b"].due_at', 'byName["a_b"].dueAt'],
  ['', ''],
])('converts %j to %j', (path, inJson) => {
  expect(jsonPath(path)).toBe(inJson);
});
