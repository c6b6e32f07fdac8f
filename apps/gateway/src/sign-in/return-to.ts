const fallback = '/';
const lengthMax = 1_000;

/**
 * Path to open after signing in, always on this host. Anything that a browser could read as another host becomes `/`.
 *
 * @param wanted value requested by the page
 */
export function returnPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || wanted.length > lengthMax) return fallback;
  // Browsers drop tabs and line breaks, and treat a backslash as a slash.
  if (!/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(wanted)) return fallback;
  const url = new URL(wanted, 'http://own.invalid');
  if (url.origin !== 'http://own.invalid' || url.pathname.startsWith('/auth/')) return fallback;
  const path = url.pathname + url.search + url.hash;
  return path.startsWith('//') ? fallback : path; // `/.//evil.example` becomes that
}
