import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { RunnerContext, warmValidation } from '@waystation/call';
import { GrpcServer } from './grpc-server.ts';

/** Prepares validators of requests and reflection, so that the first calls do not have to wait for them. */
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

  /** Prepares one validator before the first call, since the first one is slow. */
  onApplicationBootstrap(): void {
    this.#pieces.shift()!();
  }

  /** Prepares the rest after the servers of the process listen, in small pieces so that calls can run in between. */
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
