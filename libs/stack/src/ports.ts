import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

const LOWEST = 15_000;
const TRIES = 200;

/** Ports returned to callers in this process, because the kernel does not reserve them after the probe is closed. */
const handedOut = new Set<number>();

/**
 * A free TCP port on 127.0.0.1 that was not returned to this process before. Another process may still take it before its
 * use; the caller must then retry with another port.
 *
 * @returns the port number, below the range of the kernel for outgoing connections. Inside that range, a client that
 *   repeatedly connects to the port of a dead server may get the same port as its source, connect to itself and block the
 *   restart of the server.
 * @throws Error if no free port was found
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
 * Several free ports, like `freePort`.
 *
 * @param count number of ports
 * @returns different port numbers
 * @throws Error if too few were found
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

/** True if a port on 127.0.0.1 is free. */
export function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
