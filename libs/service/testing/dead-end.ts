import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** TCP proxy that can silently discard all data on its connections, as when a machine vanishes. */
export interface DeadEnd {
  readonly address: string;
  /** Number of connections since the start. */
  readonly connections: number;
  /** Makes all current connections discard data from both sides; later connections work. */
  swallow(): void;
  close(): Promise<void>;
}

/** @param port target on 127.0.0.1 */
export async function deadEnd(port: number): Promise<DeadEnd> {
  const open = new Map<Socket, Socket>();
  let connections = 0;
  const server = createServer((from) => {
    connections += 1;
    const to = connect(port, '127.0.0.1');
    open.set(from, to);
    from.pipe(to);
    to.pipe(from);
    const end = () => {
      open.delete(from);
      from.destroy();
      to.destroy();
    };
    for (const each of [from, to]) each.on('close', end).on('error', end);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    get connections() {
      return connections;
    },
    swallow: () => {
      for (const [from, to] of open) {
        from.unpipe(to).resume();
        to.unpipe(from).resume();
      }
    },
    close: async () => {
      for (const [from, to] of open) {
        from.destroy();
        to.destroy();
      }
      await new Promise((done) => server.close(done));
    },
  };
}
