import { returnPath } from './return-to.ts';

test.each(['/', '/board', '/visits/v1?tab=timeline#e7', '/a/../b'])('%s is a path of our own', (path) => {
  expect(returnPath(path)).toMatch(/^\/(?!\/)/);
});

test('query and fragment come along', () => {
  expect(returnPath('/visits/v1?tab=timeline#e7')).toBe('/visits/v1?tab=timeline#e7');
});

test.each([
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
])('%j leads home', (wanted) => {
  expect(returnPath(wanted)).toBe('/');
});

test.each(['/.//evil.example', '/a/..//evil.example'])('%s does not become an address of another host', (wanted) => {
  expect(returnPath(wanted)).toMatch(/^\/(?!\/)/);
});
