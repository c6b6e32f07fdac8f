import type { Readable } from 'node:stream';
import { HttpRefusal } from './http-refusal.ts';

/**
 * A request's body, up to a limit. What says that it is longer is not read at all, and what turns out to be is read no
 * further.
 *
 * @param length as its header says; undefined when it does not
 * @throws HttpRefusal for a body that is longer
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
    // The client went, or what it sent is no HTTP: nothing is wrong here.
    error.statusCode ??= 400;
    finish(() => reject(error));
  };
  // Not a loop over the stream: leaving that would end the connection before the refusal is on it.
  const finish = (how: () => void) => {
    body.off('data', onData).off('end', onEnd).off('error', onError).pause();
    how();
  };
  body.on('data', onData).on('end', onEnd).on('error', onError).resume();
  return promise;
}
