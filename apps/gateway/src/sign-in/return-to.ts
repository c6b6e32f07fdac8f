const fallback = '/';
const lengthMax = 1_000;

/**
 * Where to go after signing in: a path of our own. Anything that a browser could read as another host leads home.
 *
 * @param wanted as the page asked for it
 */
export function returnPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || wanted.length > lengthMax) return fallback;
  // Browsers drop tabs and line breaks, and take a backslash for a slash.
  if (!/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(wanted)) return fallback;
  const url = new URL(wanted, 'http://own.invalid');
  if (url.origin !== 'http://own.invalid' || url.pathname.startsWith('/auth/')) return fallback;
  const path = url.pathname + url.search + url.hash;
  return path.startsWith('//') ? fallback : path; // `/.//evil.example` becomes that
}
