import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/**
 * Sets the security headers of a page.
 *
 * @param targets origins that a form may redirect to, since browsers apply `form-action` to redirects too
 * @returns the nonce for scripts
 */
export function allowPage(response: ServerResponse, targets: readonly string[]): string {
  const nonce = randomBytes(16).toString('base64');
  const rules = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `script-src 'nonce-${nonce}'`,
    `form-action 'self' ${targets.join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  response.setHeader('content-security-policy', rules.join('; '));
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'same-origin');
  response.setHeader('cache-control', 'no-store');
  return nonce;
}

export function sendPage(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(html);
}
