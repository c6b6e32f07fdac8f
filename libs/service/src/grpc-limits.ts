import {
  ResponderBuilder,
  ServerInterceptingCall,
  ServerListenerBuilder,
  status,
  type ServerInterceptor,
} from '@grpc/grpc-js';

/** Maximum duration of a call in milliseconds, regardless of its deadline; a stop waits as long. */
export const callMsMax = 10_000;

/** Maximum sizes of messages in bytes. Photos and documents are in the object store, so requests are small. */
export const messageBytesMax = { received: 1_048_576, sent: 4_194_304 };

/** Limits the deadline of every call except streams. @param ms longest duration in milliseconds */
export function deadlineLimit(ms: number): ServerInterceptor {
  return (method, call) => {
    const latest = Date.now() + ms;
    if (method.responseStream || Number(call.getDeadline()) <= latest) return new ServerInterceptingCall(call);
    const late = setTimeout(
      () => call.sendStatus({ code: status.DEADLINE_EXCEEDED, details: 'Deadline exceeded' }),
      ms,
    );
    // Called at the end of every call, cancelled or not.
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

/** Counts the unanswered calls, except streams. */
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
