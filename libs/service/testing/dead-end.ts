import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP proxy whose connections can be made to swallow what is sent, without a word, as when a machine vanishes. */
export interface DeadEnd {
  readonly address: string;
  /** Connections that were made since the start. */
  readonly connections: number;
  /** From now on all present connections swallow what comes from either side; later ones work. */
  swallow(): void;
  close(): Promise<void>;
}

/** @param port of 127.0.0.1 that it leads to */
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
