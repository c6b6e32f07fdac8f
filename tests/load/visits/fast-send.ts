import { Agent, request } from 'node:http';

/** Hears of each answered request. */
export type Answered = (method: string, url: string, ms: number, status: number) => void;

/**
 * Makes a `fetch` over connections that are kept, with a fraction of its processor time.
 *
 * @param hear is called with each answer; refusals are answers
 */
export function fastSend(hear: Answered): typeof fetch {
  const agent = new Agent({ keepAlive: true, scheduling: 'lifo' });
  return (input, init = {}) => {
    const { method = 'GET', headers, body, signal } = init;
    if (typeof input !== 'string') throw new TypeError('Only addresses as texts can be sent to');
    const began = performance.now();
    return new Promise<Response>((resolve, reject) => {
      const text = body instanceof URLSearchParams ? body.toString() : body;
      const form = body instanceof URLSearchParams && { 'content-type': 'application/x-www-form-urlencoded' };
      const sent = request(
        input,
        { method, agent, headers: { ...(headers as Record<string, string>), ...form }, ...(signal && { signal }) },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.once('error', reject);
          answer.once('end', () => {
            const status = answer.statusCode!;
            hear(method, input, performance.now() - began, status);
            const type = answer.headers['content-type'];
            const content = status === 204 ? null : Buffer.concat(parts);
            resolve(new Response(content, { status, headers: type === undefined ? {} : { 'content-type': type } }));
          });
        },
      );
      sent.once('error', reject);
      sent.end(typeof text === 'string' ? text : undefined);
    });
  };
}
