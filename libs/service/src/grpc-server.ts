import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { setLogger, type Server } from '@grpc/grpc-js';
import type { ReflectionService } from '@grpc/reflection';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ServerGrpc } from '@nestjs/microservices';
import { deadlineInterceptor, grpcDefinition } from '@waystation/call';
import { descriptorBytes } from '@waystation/contracts';
import { CallCounter, callMsMax, deadlineLimit, messageBytesMax } from './grpc-limits.ts';
import { Health } from './health.ts';
import { SERVER_OPTIONS, type ServerOptions } from './server-options.ts';
import { fullNameOf, SERVICE_DEFINITION, type CompleteDefinition } from './service-definition.ts';

const require = createRequire(import.meta.url);
const callsEndWithinMs = callMsMax + 500;

/** Nest's gRPC transport of a service with health and reflection, which completes open calls before it stops. */
@Injectable()
export class GrpcServer extends ServerGrpc implements OnModuleDestroy {
  readonly #name: string;
  readonly #calls: CallCounter;
  readonly #health: Health;
  #server: Server | undefined;
  #ended: Promise<void> | undefined;

  constructor(
    @Inject(SERVICE_DEFINITION) { name, controller }: CompleteDefinition,
    @Inject(SERVER_OPTIONS) { listen, processLog }: ServerOptions,
    health: Health,
  ) {
    const fullName = fullNameOf(name);
    const calls = new CallCounter();
    super({
      url: `${listen.host}:${listen.port}`,
      package: fullName.split('.').slice(0, -1).join('.'),
      packageDefinition: grpcDefinition(fullName, controller.definition),
      maxReceiveMessageLength: messageBytesMax.received,
      maxSendMessageLength: messageBytesMax.sent,
      channelOptions: {
        interceptors: [calls.interceptor(), deadlineLimit(callMsMax), deadlineInterceptor()],
      } as never,
      onLoadPackageDefinition: (_, server) => this.#equip(server as Server),
    });
    this.#name = fullName;
    this.#calls = calls;
    this.#health = health;
    const debug = (message: unknown) => processLog.debug({ context: 'grpc' }, String(message));
    setLogger({ error: debug, info: debug, debug }); // important messages are thrown as well
  }

  #equip(server: Server): void {
    this.#server = server;
    this.#health.addTo(server, [this.#name]);
  }

  /** Adds reflection. Called after the start, since reading all protos takes 0.2 s, once for all servers of a process. */
  reflect(): void {
    if (this.#server) (reflection ??= makeReflection()).addToServer(this.#server);
  }

  /** Accepts no more calls. Nest closes its transport before the hooks run, so `onModuleDestroy` waits for open calls. */
  override async close(): Promise<void> {
    this.#ended ??= this.#end();
    this.#health.close();
  }

  /** Waits for the open calls, at most 10.5 s after the close. */
  onModuleDestroy(): Promise<void> | undefined {
    return this.#ended;
  }

  /** Open streams, such as health watches, never end by themselves: they are cut when no other call is open. */
  async #end(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    const closed = new Promise<void>((done) => server.tryShutdown(() => done()));
    const end = Date.now() + callsEndWithinMs;
    while (this.#calls.open > 0 && Date.now() < end) await Promise.race([closed, sleep(20)]);
    // The last answer must reach the socket before the connection is cut.
    await Promise.race([closed, sleep(100)]);
    server.forceShutdown();
  }
}

let reflection: ReflectionService | undefined;

function makeReflection(): ReflectionService {
  const { ReflectionService: Reflection } = require('@grpc/reflection') as typeof import('@grpc/reflection');
  return new Reflection(reflected() as never);
}

/** Package definition for reflection: the file descriptors without comments. */
function reflected(): object {
  const files = fromBinary(FileDescriptorSetSchema, descriptorBytes).file;
  const bytes = files.map((file) =>
    Buffer.from(toBinary(FileDescriptorProtoSchema, { ...file, sourceCodeInfo: undefined })),
  );
  return { all: { fileDescriptorProtos: bytes } };
}
