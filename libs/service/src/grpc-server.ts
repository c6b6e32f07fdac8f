import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { setLogger, type Server } from '@grpc/grpc-js';
import type { GrpcOptions } from '@nestjs/microservices';
import { Transport } from '@nestjs/microservices';
import { deadlineInterceptor, grpcDefinition } from '@waystation/call';
import { descriptorBytes } from '@waystation/contracts';
import type { HealthImplementation } from 'grpc-health-check';
import type { Logger } from 'pino';
import { CallCounter, callMsMax, deadlineLimit, messageBytesMax } from './grpc-limits.ts';
import { fullNameOf, type CompleteDefinition } from './service-definition.ts';

const require = createRequire(import.meta.url);

/** A service's gRPC server: its rpcs, health and reflection. */
export class GrpcServer {
  /** What Nest makes it from. */
  readonly options: GrpcOptions;
  readonly #name: string;
  readonly #calls = new CallCounter();
  #server: Server | undefined;
  #health: HealthImplementation | undefined;

  constructor(definition: CompleteDefinition, listen: { host: string; port: number }, log: Logger) {
    const debug = (message: unknown) => log.debug({ context: 'grpc' }, String(message));
    setLogger({ error: debug, info: debug, debug }); // what matters of it is thrown as well
    this.#name = fullNameOf(definition.name);
    this.options = {
      transport: Transport.GRPC,
      options: {
        url: `${listen.host}:${listen.port}`,
        package: this.#name.split('.').slice(0, -1).join('.'),
        packageDefinition: grpcDefinition(this.#name, definition.definition),
        maxReceiveMessageLength: messageBytesMax.received,
        maxSendMessageLength: messageBytesMax.sent,
        channelOptions: {
          interceptors: [this.#calls.interceptor(), deadlineLimit(callMsMax), deadlineInterceptor()],
        } as never,
        onLoadPackageDefinition: (_, server) => this.#equip(server as Server),
      },
    };
  }

  #equip(server: Server): void {
    this.#server = server;
    const health = require('grpc-health-check') as typeof import('grpc-health-check');
    this.#health = new health.HealthImplementation({ '': 'NOT_SERVING', [this.#name]: 'NOT_SERVING' });
    this.#health.addToServer(server);
  }

  /** Adds reflection: it takes 0.2 s to read all protos, so it comes when everything else is there. */
  reflect(): void {
    const { ReflectionService } = require('@grpc/reflection') as typeof import('@grpc/reflection');
    if (this.#server) new ReflectionService(reflected() as never).addToServer(this.#server);
  }

  /** What health checks are answered. */
  serve(isServing: boolean): void {
    for (const name of ['', this.#name]) this.#health?.setStatus(name, isServing ? 'SERVING' : 'NOT_SERVING');
  }

  /**
   * Takes no more calls and waits for those at hand. Open streams, such as a client's watch of health, would last for
   * ever: they are cut once no other call is open, or at the limit.
   */
  async stop(withinMs: number): Promise<void> {
    const server = this.#server;
    if (!server) return;
    const closed = new Promise<void>((done) => server.tryShutdown(() => done()));
    const end = Date.now() + withinMs;
    while (this.#calls.open > 0 && Date.now() < end) await Promise.race([closed, sleep(20)]);
    // The last answer must reach the socket before that is cut.
    await Promise.race([closed, sleep(100)]);
    server.forceShutdown();
  }
}

/** What reflection reads of proto-loader's packages: the file descriptors, without comments. */
function reflected(): object {
  const files = fromBinary(FileDescriptorSetSchema, descriptorBytes).file;
  const bytes = files.map((file) =>
    Buffer.from(toBinary(FileDescriptorProtoSchema, { ...file, sourceCodeInfo: undefined })),
  );
  return { all: { fileDescriptorProtos: bytes } };
}
