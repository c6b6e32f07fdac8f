import { connect } from 'node:net';

/** Parsed answer. */
export interface RawAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Sends raw bytes, which may be malformed HTTP, and reads the answer until the connection ends. */
export function sendRaw(port: number, bytes: Buffer | string): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setTimeout(10_000, () => socket.destroy(new Error('no answer within 10 s')));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', (error: Error & { code?: string }) => {
      // The server may close the connection while a refused body is still being sent.
      if (chunks.length > 0 && (error.code === 'ECONNRESET' || error.code === 'EPIPE'))
        resolve(parse(Buffer.concat(chunks)));
      else reject(error);
    });
    socket.on('end', () => socket.end());
    socket.on('close', () => resolve(parse(Buffer.concat(chunks))));
  });
}

/** HTTP/1.1 request with `connection: close`. */
export function rawRequest(
  method: string,
  target: string,
  headers: readonly (readonly [string, string])[],
  body: Buffer | string = '',
): Buffer {
  const bytes = Buffer.from(body);
  const all: (readonly [string, string])[] = [['host', 'gateway'], ['connection', 'close'], ...headers];
  if (bytes.length > 0 || method === 'POST') all.push(['content-length', String(bytes.length)]);
  const head = [`${method} ${target} HTTP/1.1`, ...all.map(([name, value]) => `${name}: ${value}`), '', ''].join(
    '\r\n',
  );
  return Buffer.concat([Buffer.from(head), bytes]);
}

function parse(answer: Buffer): RawAnswer {
  // "100 Continue" precedes the answer.
  const [head = '', ...body] = answer
    .toString('utf8')
    .replace(/^HTTP\/1\.1 100 .*\r\n\r\n/, '')
    .split('\r\n\r\n');
  const [line = '', ...lines] = head.split('\r\n');
  const headers = lines.map((each) => /^([^:]+): ?(.*)$/.exec(each)).filter((found) => found !== null);
  return {
    status: Number(line.split(' ')[1]),
    headers: Object.fromEntries(headers.map(([, name, value]) => [name!.toLowerCase(), value!])),
    body: body.join('\r\n\r\n'),
  };
}
