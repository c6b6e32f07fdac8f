/** Globals of Jest. @throws Error without Jest, since this library is also used to generate documents */
export function jestGlobals(): typeof import('@jest/globals') {
  const found = globalThis as unknown as typeof import('@jest/globals');
  if (!found.expect) throw new Error('This function requires Jest.');
  return found;
}

/** True if Jest runs this. */
export function hasJest(): boolean {
  return 'expect' in globalThis && 'beforeEach' in globalThis;
}
