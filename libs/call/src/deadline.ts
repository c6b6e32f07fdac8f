import { AsyncLocalStorage } from 'node:async_hooks';
import {
  InterceptingCall,
  ResponderBuilder,
  ServerInterceptingCall,
  ServerListenerBuilder,
  status,
  type Interceptor,
  type ServerInterceptor,
} from '@grpc/grpc-js';

/** How long the caller waits. */
export interface CallScope {
  deadline: Date | undefined;
  /** Aborts when the caller has gone, or his deadline has passed. */
  signal: AbortSignal;
}

const scopes = new AsyncLocalStorage<CallScope>();
const unlimited: CallScope = { deadline: undefined, signal: new AbortController().signal };

/** The scope of the call that is being handled. Read it once, at the handler's start. */
export function callScope(): CallScope {
  return scopes.getStore() ?? unlimited;
}

/** Server side: a handler runs in a scope that ends with its caller. grpc-js alone lets handlers run on. */
export function deadlineInterceptor(): ServerInterceptor {
  return (_method, call) => {
    const abort = new AbortController();
    let scope: CallScope | undefined;
    const enter = (): CallScope => (scope ??= { deadline: finite(call.getDeadline()), signal: abort.signal });
    const listener = new ServerListenerBuilder()
      .withOnReceiveMetadata((metadata, next) => scopes.run(enter(), () => next(metadata)))
      .withOnReceiveMessage((message, next) => scopes.run(enter(), () => next(message)))
      .withOnReceiveHalfClose((next) => scopes.run(enter(), () => next()))
      .withOnCancel(() => abort.abort(new Error('the caller has gone')))
      .build();
    return new ServerInterceptingCall(call, new ResponderBuilder().withStart((next) => next(listener)).build());
  };
}

function finite(deadline: Date | number): Date | undefined {
  const time = Number(deadline);
  return Number.isFinite(time) ? new Date(time) : undefined;
}

/** Client side: a call made while handling another ends with it. */
export const inheritDeadline: Interceptor = (options, nextCall) => {
  const scope = scopes.getStore();
  if (!scope) return new InterceptingCall(nextCall(options));
  const { deadline, signal } = scope;
  const own = options.deadline === undefined ? Infinity : Number(options.deadline);
  const inherits = deadline !== undefined && Number(deadline) < own;
  const call = new InterceptingCall(nextCall(inherits ? { ...options, deadline } : options));
  const end = () => call.cancelWithStatus(status.CANCELLED, 'the calling step has ended');
  if (signal.aborted) queueMicrotask(end);
  else signal.addEventListener('abort', end, { once: true });
  return call;
};
