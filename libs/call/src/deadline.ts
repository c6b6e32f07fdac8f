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

/** Deadline and cancellation of the caller. */
export interface CallScope {
  deadline: Date | undefined;
  /** Aborts when the caller cancels or the deadline passes. */
  signal: AbortSignal;
}

const scopes = new AsyncLocalStorage<CallScope>();
const unlimited: CallScope = { deadline: undefined, signal: new AbortController().signal };

/** Scope of the current call. Read it once, at the start of the handler. */
export function callScope(): CallScope {
  return scopes.getStore() ?? unlimited;
}

/** Server side: runs handlers in a scope that ends with their caller, because grpc-js lets handlers continue. */
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

/** Client side: ends an outgoing call together with the call that caused it. */
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
