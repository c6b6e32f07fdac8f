import { createHash } from 'node:crypto';
import { Client, credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import { inheritDeadline, type Call, type RpcDefinitions } from '@waystation/call';
import { channelOptions, type Watchfulness } from './channel-options.ts';
import { refusalFromGrpc } from './refusal-from-grpc.ts';

/** Functions for the rpcs of a service; each takes the request and the call on whose behalf it is sent. */
export type ClientOf<D extends RpcDefinitions> = {
  readonly [Rpc in keyof D]: (
    request: Parameters<D[Rpc]['requestSerialize']>[0],
    call: Pick<Call, 'passedOn' | 'validateOnly'>,
  ) => Promise<ReturnType<D[Rpc]['responseDeserialize']>>;
};

/** Options of a client of another service. */
export interface ClientOptions {
  /** `host:port`, or any other name that gRPC resolves. */
  address: string;
  /** Short name of the calling service; rpcs list their allowed callers. */
  caller: string;
  /** Longest wait for an answer in milliseconds, unless the deadline of the step is earlier; 3 s if left out. */
  deadlineMs?: number;
  /** Keepalive settings; dead connections are dropped within 30 s if left out. */
  watchfulness?: Watchfulness;
}

/**
 * Creates a client of another service, for the `ask` of steps; they get it injected by a class of `Client.of`. It passes
 * on the actor, deadline and language of the step and the dry-run flag. Each request gets an idempotency key derived from
 * the step's, so that a repeated step repeats its calls. Calls that reached a handler are not retried here: the caller of
 * the step repeats it.
 *
 * @returns the rpcs as functions. Their promises are rejected with the DomainError of the other service, Unavailable
 *   during an outage, and an Error for a defect
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

/** Idempotency key of a request, since a step may call the same service several times. */
function keyOf(derived: string | undefined, path: string, request: Buffer): string | undefined {
  return derived && createHash('sha256').update(`${derived}\0${path}\0`).update(request).digest('base64url');
}
