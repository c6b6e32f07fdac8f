/** Jest's globals under Jest; this library is also used to make documents, without Jest. */
export function jestGlobals(): typeof import('@jest/globals') {
  const found = globalThis as unknown as typeof import('@jest/globals');
  if (!found.expect) throw new Error('this is for tests that Jest runs');
  return found;
}

/** Whether Jest runs this. */
export function hasJest(): boolean {
  return 'expect' in globalThis && 'beforeEach' in globalThis;
}
