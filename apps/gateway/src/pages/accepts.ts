import type { IncomingHttpHeaders } from 'node:http';

/** True if the answer goes to a person in a browser. A program that accepts anything gets JSON. */
export function prefersPage({ accept = '' }: IncomingHttpHeaders): boolean {
  const html = qualityOf(accept, ['text/html', 'application/xhtml+xml']);
  return html > 0 && html >= qualityOf(accept, ['application/json', 'application/problem+json']);
}

function qualityOf(accept: string, types: readonly string[]): number {
  const qualities = accept.split(',').map((part) => {
    const [type = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase());
    const q = parameters.find((each) => each.startsWith('q='));
    return types.includes(type) ? (q ? Number(q.slice(2)) || 0 : 1) : 0;
  });
  return Math.max(0, ...qualities);
}
