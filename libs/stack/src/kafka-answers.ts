import { connect } from 'node:net';

const METADATA = 3;
const METADATA_VERSION = 1;
const CORRELATION = 7;
const WITHIN_MS = 2_000;

/**
 * Asks a broker for the brokers it knows to be alive, in one request on one connection. An open port is not enough: for
 * a while a broker takes connections and isn't yet let in by its controller. A whole client for this one question would
 * bring its own retries, timers and warnings.
 *
 * @param port the broker's port on 127.0.0.1
 * @returns whether the broker answers and counts itself among the living
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

/** A request for no topics, which the answer's list of brokers comes with all the same. */
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
 * @param response a whole answer to the request above: length, correlation id, then brokers of (id, host, port, rack)
 * @returns the brokers' ports; none when it isn't such an answer
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
      at += 2 + Math.max(0, response.readInt16BE(at)); // rack, of length -1 when it has none
    }
    return ports;
  } catch {
    return [];
  }
}
