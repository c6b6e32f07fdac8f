import { returnPath } from './return-to.ts';

it.each(['/', '/board', '/visits/v1?tab=timeline#e7', '/a/../b'])('accepts the path %s', (path) => {
  expect(returnPath(path)).toMatch(/^\/(?!\/)/);
});

it('keeps query and fragment', () => {
  expect(returnPath('/visits/v1?tab=timeline#e7')).toBe('/visits/v1?tab=timeline#e7');
});

it.each([
  undefined,
  ['/a', '/b'],
  '',
  'board',
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example/',
  '/\t/evil.example/',
  '/a\\..\\\\evil.example',
  '/\n/evil.example',
  'javascript:alert(1)',
  '/auth/sign-out',
  '/x/../auth/sign-in',
  `/${'a'.repeat(2_000)}`,
])('replaces %j by the start page', (wanted) => {
  expect(returnPath(wanted)).toBe('/');
});

it.each(['/.//evil.example', '/a/..//evil.example'])('does not turn %s into an address of another host', (wanted) => {
  expect(returnPath(wanted)).toMatch(/^\/(?!\/)/);
});
