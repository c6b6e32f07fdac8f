import { create, fromBinary, toBinary, toJson, type DescMethod, type JsonObject } from '@bufbuild/protobuf';
import { Server, ServerCredentials, type handleUnaryCall, type Metadata } from '@grpc/grpc-js';
import { admit, toGrpcAnswer, TokenVerifier, TextCatalogue, type Actor } from '@waystation/call';
import { queryOptions, registry, stepOptions } from '@waystation/contracts';
import { NotSignedIn } from '@waystation/model';
import { allServices } from '../src/transcoding/http-bindings.ts';

/** Call received by a service. */
export interface SeenCall {
  rpc: string;
  request: JsonObject;
  metadata: Record<string, string>;
  actor: Actor;
}

/** Behaviour of an rpc: returns the fields of its answer, or throws. */
export type Behaviour = (call: SeenCall) => object | Promise<object>;

/** All services of the protos in one gRPC server: they check access as real ones do, and give prepared answers. */
export class ABackend {
  readonly calls: SeenCall[] = [];
  readonly cancelled: string[] = [];
  readonly #behaviours = new Map<string, Behaviour>();
  readonly #server = new Server();
  readonly #tokens: TokenVerifier;
  readonly #now: () => Date;

  private constructor(tokens: TokenVerifier, now: () => Date) {
    this.#tokens = tokens;
    this.#now = now;
  }

  /** @returns the backend and the address that it listens on */
  static async start(publicKeyPem: string, now: () => Date): Promise<{ backend: ABackend; address: string }> {
    const backend = new ABackend(await TokenVerifier.of(publicKeyPem), now);
    for (const service of allServices()) {
      const definition = Object.fromEntries(service.methods.map((rpc) => [rpc.name, definitionOf(rpc)]));
      const handlers = Object.fromEntries(service.methods.map((rpc) => [rpc.name, backend.#handlerOf(rpc)]));
      backend.#server.addService(definition, handlers);
    }
    const port = await new Promise<number>((resolve, reject) => {
      backend.#server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      );
    });
    return { backend, address: `127.0.0.1:${port}` };
  }

  /** Sets the behaviour of an rpc. */
  when(rpc: string, behaviour: Behaviour): void {
    this.#behaviours.set(rpc, behaviour);
  }

  forget(): void {
    this.calls.length = 0;
    this.cancelled.length = 0;
    this.#behaviours.clear();
  }

  stop(): void {
    this.#server.forceShutdown();
  }

  #handlerOf(rpc: DescMethod): handleUnaryCall<Buffer, Buffer> {
    return (call, callback) => {
      call.on('cancelled', () => this.cancelled.push(rpc.name));
      this.#answer(rpc, call.request, call.metadata).then(
        (answer) => callback(null, answer),
        (error: unknown) =>
          callback(toGrpcAnswer(error, new TextCatalogue({ en: {}, zh: {} }), 'en', 'incident-of-the-service')),
      );
    };
  }

  async #answer(rpc: DescMethod, bytes: Buffer, metadata: Metadata): Promise<Buffer> {
    const sent = Object.fromEntries(Object.entries(metadata.getMap()).map(([name, value]) => [name, String(value)]));
    const token = sent['authorization']?.replace(/^Bearer /, '');
    if (!token) throw new NotSignedIn('TOKEN_MISSING');
    const actor = await this.#tokens.verify(token, this.#now());
    const request = toJson(rpc.input, fromBinary(rpc.input, bytes), { registry }) as JsonObject;
    admit((stepOptions(rpc) ?? queryOptions(rpc))!, actor, request, sent['waystation-caller']);
    const seen = { rpc: rpc.name, request, metadata: sent, actor };
    this.calls.push(seen);
    const answer = await (this.#behaviours.get(rpc.name) ?? (() => ({})))(seen);
    return Buffer.from(toBinary(rpc.output, create(rpc.output, answer as never)));
  }
}

function definitionOf(rpc: DescMethod) {
  const asIs = (bytes: Buffer): Buffer => bytes;
  return {
    path: `/${rpc.parent.typeName}/${rpc.name}`,
    requestStream: false,
    responseStream: false,
    requestSerialize: asIs,
    requestDeserialize: asIs,
    responseSerialize: asIs,
    responseDeserialize: asIs,
  };
}
