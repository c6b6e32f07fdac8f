import type { ChannelOptions } from '@grpc/grpc-js';

/** Keepalive settings that detect connections whose other end vanished without closing them. */
export interface Watchfulness {
  /** Interval between keepalive pings in milliseconds, also on idle connections. */
  everyMs: number;
  /** Time to answer a ping in milliseconds; the connection is dropped afterwards. */
  withinMs: number;
}

/** Less than 30 s in total; the default of Linux is about 15 minutes. */
export const watchfulness: Watchfulness = { everyMs: 20_000, withinMs: 5_000 };

/**
 * Options of a channel between services or from the gateway:
 *
 * - Connections that no longer deliver are dropped.
 * - Calls are spread over all replicas behind a name.
 * - Calls that never reached a handler, because a replica was stopping or gone, are retried by grpc-js (its default);
 *   other calls are not.
 *
 * @param watchfulness keepalive settings; below 30 s in total if left out
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
