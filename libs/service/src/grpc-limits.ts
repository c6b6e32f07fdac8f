import {
  ResponderBuilder,
  ServerInterceptingCall,
  ServerListenerBuilder,
  status,
  type ServerInterceptor,
} from '@grpc/grpc-js';

/** How long a call may take, whatever its caller says, and so how long a stop waits. */
export const callMsMax = 10_000;

/** Photos and documents go to the object store, so requests are small; answers stay below what clients take. */
export const messageBytesMax = { received: 1_048_576, sent: 4_194_304 };

/** A call without a deadline gets one, and one that is too far away is brought nearer; streams may last. */
export function deadlineLimit(ms: number): ServerInterceptor {
  return (method, call) => {
    const latest = Date.now() + ms;
    if (method.responseStream || Number(call.getDeadline()) <= latest) return new ServerInterceptingCall(call);
    const late = setTimeout(
      () => call.sendStatus({ code: status.DEADLINE_EXCEEDED, details: 'Deadline exceeded' }),
      ms,
    );
    // Comes at the end of every call, cancelled or not.
    const listener = new ServerListenerBuilder().withOnCancel(() => clearTimeout(late)).build();
    return new LimitedCall(call, new ResponderBuilder().withStart((next) => next(listener)).build(), latest);
  };
}

class LimitedCall extends ServerInterceptingCall {
  readonly #deadline: number;

  constructor(
    call: ConstructorParameters<typeof ServerInterceptingCall>[0],
    responder: ConstructorParameters<typeof ServerInterceptingCall>[1],
    deadline: number,
  ) {
    super(call, responder);
    this.#deadline = deadline;
  }

  override getDeadline(): number {
    return this.#deadline;
  }
}

/** Counts the calls that someone waits for the answer of; open streams are none. */
export class CallCounter {
  #open = 0;

  get open(): number {
    return this.#open;
  }

  interceptor(): ServerInterceptor {
    return (method, call) => {
      if (method.responseStream) return new ServerInterceptingCall(call);
      this.#open += 1;
      const listener = new ServerListenerBuilder().withOnCancel(() => (this.#open -= 1)).build();
      return new ServerInterceptingCall(call, new ResponderBuilder().withStart((next) => next(listener)).build());
    };
  }
}
