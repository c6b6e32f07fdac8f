import { Client, credentials, Metadata, status, type ClientOptions, type ServiceError } from '@grpc/grpc-js';
import type { DescMethod } from '@bufbuild/protobuf';
import { Unavailable } from '@waystation/model';
import { channelOptions } from '@waystation/service';
import { shortName } from './http-bindings.ts';

const options: ClientOptions = {
  ...channelOptions(),
  'grpc.max_receive_message_length': 8 * 1024 * 1024,
};

/** Terms of a call to a service. */
export interface CallTerms {
  metadata: Metadata;
  deadline: Date;
  /** Aborted when the client disconnects. */
  signal: AbortSignal;
}

const asIs = (bytes: Buffer): Buffer => bytes;

/** Clients of the services behind the gateway. Messages pass through as bytes. */
export class Backends {
  readonly #clients: ReadonlyMap<string, Client>;

  /** @param addresses `host:port` by the service's short name */
  constructor(addresses: ReadonlyMap<string, string>) {
    this.#clients = new Map(
      [...addresses].map(([name, address]) => [name, new Client(address, credentials.createInsecure(), options)]),
    );
  }

  /** @throws ServiceError of grpc-js; Unavailable for a service without an address */
  async call(rpc: DescMethod, request: Buffer, terms: CallTerms): Promise<Buffer> {
    const client = this.#clients.get(shortName(rpc.parent));
    if (!client) throw new Unavailable('SERVICE_UNAVAILABLE');
    const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
    const call = client.makeUnaryRequest(
      `/${rpc.parent.typeName}/${rpc.name}`,
      asIs,
      asIs,
      request,
      terms.metadata,
      { deadline: terms.deadline },
      (error, answer) => (error ? reject(error) : resolve(answer!)),
    );
    const cancel = () => call.cancel();
    terms.signal.addEventListener('abort', cancel, { once: true });
    return promise.finally(() => terms.signal.removeEventListener('abort', cancel));
  }

  close(): void {
    for (const client of this.#clients.values()) client.close();
  }
}

/** True if an error is a gRPC status, from a service or from grpc-js itself. */
export function isGrpcError(error: unknown): error is ServiceError {
  return (
    error instanceof Error &&
    typeof (error as Partial<ServiceError>).code === 'number' &&
    (error as ServiceError).code in status
  );
}
