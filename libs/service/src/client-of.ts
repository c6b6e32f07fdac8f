import { createHash } from 'node:crypto';
import { Client, credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import { inheritDeadline, type Call, type RpcDefinitions } from '@waystation/call';
import { channelOptions, type Watchfulness } from './channel-options.ts';
import { refusalFromGrpc } from './refusal-from-grpc.ts';

/** An rpc as a function: the request, and the call in whose name it is asked. */
export type ClientOf<D extends RpcDefinitions> = {
  readonly [Rpc in keyof D]: (
    request: Parameters<D[Rpc]['requestSerialize']>[0],
    call: Pick<Call, 'passedOn' | 'validateOnly'>,
  ) => Promise<ReturnType<D[Rpc]['responseDeserialize']>>;
};

/** How another service is asked. */
export interface ClientOptions {
  /** `host:port`, or any name that gRPC resolves. */
  address: string;
  /** The service that asks: rpcs name the callers that they take. */
  caller: string;
  /** Longest wait for an answer where the step's own deadline is later; 3 s when left out. */
  deadlineMs?: number;
  /** How soon a dead connection is left; below 30 s when left out. */
  watchfulness?: Watchfulness;
}

/**
 * A client of another service, for the `ask` of steps; they take it by a class of `Client.of`. It passes on who the step is
 * for, its deadline, its language and whether it is only rehearsed, with a key of its own for each request, so that a
 * repeated step repeats what it asked. Nothing that reached a handler is asked twice here: who made the step repeats it.
 *
 * The promises are rejected with what the other service refused by (a DomainError), `Unavailable` when it is away, and
 * an Error for a defect.
 */
export function clientOf<D extends RpcDefinitions>(
  definition: D,
  options: ClientOptions,
): ClientOf<D> & { close(): void } {
  const client = new Client(options.address, credentials.createInsecure(), {
    interceptors: [inheritDeadline],
    ...channelOptions(options.watchfulness),
  });
  const rpcs = Object.entries(definition).map(([name, rpc]) => [name, rpcOf(client, rpc, options)]);
  return { ...(Object.fromEntries(rpcs) as ClientOf<D>), close: () => client.close() };
}

function rpcOf(
  client: Client,
  rpc: RpcDefinitions[string],
  { caller, deadlineMs = 3_000 }: ClientOptions,
): ClientOf<RpcDefinitions>[string] {
  const of = rpc.path.split('/')[1]!;
  return (request, { passedOn, validateOnly }) =>
    new Promise((answer, fail) => {
      const bytes = rpc.requestSerialize(request as never);
      const metadata = metadataOf(passedOn, validateOnly, caller, keyOf(passedOn.idempotencyKey, rpc.path, bytes));
      const latest = Date.now() + deadlineMs;
      const deadline = passedOn.deadline ? Math.min(passedOn.deadline.getTime(), latest) : latest;
      const done = (error: ServiceError | null, response: unknown) => {
        passedOn.signal.removeEventListener('abort', cancel);
        if (error) fail(refusalFromGrpc(error, of));
        else answer(response);
      };
      const asked = client.makeUnaryRequest(
        rpc.path,
        (sent: Buffer) => sent,
        rpc.responseDeserialize as never,
        bytes,
        metadata,
        { deadline },
        done,
      );
      const cancel = () => asked.cancel();
      if (passedOn.signal.aborted) cancel();
      else passedOn.signal.addEventListener('abort', cancel, { once: true });
    });
}

function metadataOf(
  passedOn: Call['passedOn'],
  validateOnly: boolean,
  caller: string,
  key: string | undefined,
): Metadata {
  const metadata = new Metadata();
  metadata.set('waystation-caller', caller);
  metadata.set('accept-language', passedOn.language);
  if (passedOn.token) metadata.set('authorization', `Bearer ${passedOn.token}`);
  if (validateOnly) metadata.set('validate-only', 'true');
  if (key) metadata.set('idempotency-key', key);
  return metadata;
}

/** One for each request: a step may ask the same service several things. */
function keyOf(derived: string | undefined, path: string, request: Buffer): string | undefined {
  return derived && createHash('sha256').update(`${derived}\0${path}\0`).update(request).digest('base64url');
}
