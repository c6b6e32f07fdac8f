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
  readonly #observers: ((backend: string, code: status) => void)[] = [];

  /** @param addresses `host:port` by the service's short name */
  constructor(addresses: ReadonlyMap<string, string>) {
    this.#clients = new Map(
      [...addresses].map(([name, address]) => [name, new Client(address, credentials.createInsecure(), options)]),
    );
  }

  /** Calls the observer after each call that did not succeed, from now on. @param observer gets the service and its status */
  observe(observer: (backend: string, code: status) => void): void {
    this.#observers.push(observer);
  }

  /** @throws ServiceError of grpc-js; Unavailable for a service without an address */
  async call(rpc: DescMethod, request: Buffer, terms: CallTerms): Promise<Buffer> {
    const backend = shortName(rpc.parent);
    const client = this.#clients.get(backend);
    if (!client) throw new Unavailable('SERVICE_UNAVAILABLE');
    const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
    const call = client.makeUnaryRequest(
      `/${rpc.parent.typeName}/${rpc.name}`,
      asIs,
      asIs,
      request,
      terms.metadata,
      { deadline: terms.deadline },
      (error, answer) => {
        if (error) for (const observer of this.#observers) observer(backend, error.code);
        if (error) reject(error);
        else resolve(answer!);
      },
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
