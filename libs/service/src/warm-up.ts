import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { RunnerContext, warmValidation } from '@waystation/call';
import { GrpcServer } from './grpc-server.ts';

/** Prepares what the first calls would wait for: validators of the requests, and reflection. */
@Injectable()
export class WarmUp implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #pieces: (() => void)[];
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(context: RunnerContext, server: GrpcServer) {
    const messages = [...context.options.contracts.values()].map(({ input }) => input);
    this.#pieces = messages.map((message) => () => warmValidation([message]));
    this.#pieces.splice(1, 0, () => server.reflect());
  }

  /** Before the first call: the first validator is dear, whichever it is. */
  onApplicationBootstrap(): void {
    this.#pieces.shift()!();
  }

  /** The rest, once the servers of the process listen: in small pieces, so that calls come in between. */
  begin(): void {
    if (this.#isOver) return;
    this.#timer = setInterval(() => {
      this.#pieces.shift()?.();
      if (this.#pieces.length === 0) clearInterval(this.#timer);
    }, 10);
  }

  onModuleDestroy(): void {
    this.#isOver = true;
    clearInterval(this.#timer);
  }
}
