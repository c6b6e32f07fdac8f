import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

const LOWEST = 15_000;
const TRIES = 200;

/** Ports handed out by this process: the kernel forgets them as soon as the probe is closed. */
const handedOut = new Set<number>();

/**
 * A TCP port on 127.0.0.1 that nobody listens on now and that this process was not given before. Between the answer and
 * its use another process can still take it: who listens on it tries again with another one.
 *
 * @returns the port number, below the range the kernel uses for outgoing connections. Inside that range a client that
 *   calls a dead server's port again and again can be given the very same port for its own end, connects to itself and
 *   keeps the server from coming back.
 * @throws Error when no free port was found
 */
export async function freePort(): Promise<number> {
  const top = firstOutgoingPort();
  for (let i = 0; i < TRIES; i++) {
    const port = LOWEST + Math.floor(Math.random() * (top - LOWEST));
    if (handedOut.has(port)) continue;
    handedOut.add(port);
    if (await canListen(port)) return port;
  }
  throw new Error(`no free TCP port between ${LOWEST} and ${top} on 127.0.0.1`);
}

/**
 * @param count how many ports
 * @returns the given number of different free ports, as from `freePort`
 * @throws Error when not enough were found
 */
export async function freePorts(count: number): Promise<number[]> {
  return Promise.all(Array.from({ length: count }, freePort));
}

function firstOutgoingPort(): number {
  try {
    const low = Number(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').split(/\s+/)[0]);
    return low > LOWEST + 1_000 ? low : 32_768;
  } catch {
    return 32_768;
  }
}

/** Whether nobody listens on a port of 127.0.0.1 now. */
export function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
