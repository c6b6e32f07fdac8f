import { connect } from 'node:net';

const METADATA = 3;
const METADATA_VERSION = 1;
const CORRELATION = 7;
const WITHIN_MS = 2_000;

/**
 * Requests the live brokers from a broker, in one request on one connection. An open port is not enough: a broker accepts
 * connections before its controller admits it. A full client would add retries, timers and warnings.
 *
 * @param port port of the broker on 127.0.0.1
 * @returns true if the broker answers and lists itself as live
 */
export function kafkaAnswers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let answer = Buffer.alloc(0);
    const over = (ready: boolean) => {
      socket.destroy();
      resolve(ready);
    };
    socket.setTimeout(WITHIN_MS, () => over(false));
    socket.once('error', () => over(false));
    socket.once('close', () => resolve(false));
    socket.once('connect', () => socket.write(metadataRequest()));
    socket.on('data', (bytes) => {
      answer = Buffer.concat([answer, bytes]);
      if (answer.length >= 4 && answer.length >= 4 + answer.readInt32BE(0)) over(brokerPorts(answer).includes(port));
    });
  });
}

/** Metadata request without topics; the answer lists the brokers. */
function metadataRequest(): Buffer {
  const client = Buffer.from('waystation-stack');
  const request = Buffer.alloc(4 + 2 + 2 + 4 + 2 + client.length + 4);
  let at = request.writeInt32BE(request.length - 4, 0);
  at = request.writeInt16BE(METADATA, at);
  at = request.writeInt16BE(METADATA_VERSION, at);
  at = request.writeInt32BE(CORRELATION, at);
  at = request.writeInt16BE(client.length, at);
  at += client.copy(request, at);
  request.writeInt32BE(0, at);
  return request;
}

/**
 * Ports of the brokers in an answer.
 *
 * @param response complete answer to the metadata request: length, correlation id, then brokers of (id, host, port, rack)
 * @returns ports of the brokers; empty for any other answer
 */
export function brokerPorts(response: Buffer): number[] {
  const ports: number[] = [];
  try {
    if (response.readInt32BE(4) !== CORRELATION) return [];
    let at = 12;
    for (let left = response.readInt32BE(8); left > 0; left--) {
      at += 4; // id
      at += 2 + response.readInt16BE(at); // host
      ports.push(response.readInt32BE(at));
      at += 4;
      at += 2 + Math.max(0, response.readInt16BE(at)); // rack, of length -1 if it is missing
    }
    return ports;
  } catch {
    return [];
  }
}
