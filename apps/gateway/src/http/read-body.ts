import type { Readable } from 'node:stream';
import { HttpRefusal } from './http-refusal.ts';

/**
 * Reads the body of a request up to a limit. A body declared longer is not read at all; reading stops when the limit is
 * exceeded.
 *
 * @param length value of the Content-Length header, if any
 * @throws HttpRefusal for a body over the limit
 */
export function readBody(body: Readable, length: string | undefined, bytesMax: number): Promise<Buffer> {
  const tooLarge = () =>
    new HttpRefusal(413, 'BODY_TOO_LARGE', { connection: 'close' }, { limitKilobytes: String(bytesMax / 1024) });
  if (Number(length ?? 0) > bytesMax) return Promise.reject(tooLarge());
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let size = 0;
  const onData = (chunk: Buffer) => {
    size += chunk.length;
    if (size > bytesMax) finish(() => reject(tooLarge()));
    else chunks.push(chunk);
  };
  const onEnd = () => finish(() => resolve(Buffer.concat(chunks)));
  const onError = (error: Error & { statusCode?: number }) => {
    // The client disconnected or sent malformed HTTP: not a defect of the gateway.
    error.statusCode ??= 400;
    finish(() => reject(error));
  };
  // Not a loop over the stream: leaving it early would close the connection before the refusal is sent.
  const finish = (how: () => void) => {
    body.off('data', onData).off('end', onEnd).off('error', onError).pause();
    how();
  };
  body.on('data', onData).on('end', onEnd).on('error', onError).resume();
  return promise;
}
