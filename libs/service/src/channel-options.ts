import type { ChannelOptions } from '@grpc/grpc-js';

/** How soon it is seen that the other end of a connection is gone though nobody said so. */
export interface Watchfulness {
  /** A connection is asked so often whether it is there, also while nothing else is asked through it. */
  everyMs: number;
  /** It is left when it has not answered by then. */
  withinMs: number;
}

/** Together less than 30 s. Linux itself waits for about 15 minutes. */
export const watchfulness: Watchfulness = { everyMs: 20_000, withinMs: 5_000 };

/**
 * The channel from one service, or the gateway, to another:
 *
 * - A connection that swallows what is sent is left.
 * - A name that stands for several replicas is asked of them in turn.
 * - What never reached a replica's handler, since it was stopping or had gone, is asked again by itself (the default of
 *   grpc-js); what did is not.
 */
export function channelOptions({ everyMs, withinMs }: Watchfulness = watchfulness): ChannelOptions {
  return {
    'grpc.service_config': JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }] }),
    'grpc.keepalive_time_ms': everyMs,
    'grpc.keepalive_timeout_ms': withinMs,
    'grpc.keepalive_permit_without_calls': 1,
    'grpc.initial_reconnect_backoff_ms': 200,
    'grpc.max_reconnect_backoff_ms': 5_000,
  };
}
