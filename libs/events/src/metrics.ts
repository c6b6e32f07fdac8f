import { counter, gauge, histogram, type Metrics } from '@waystation/metrics';
import type { Backlog } from './backlog.ts';
import type { TopicLag } from './bus.ts';
import type { Relay } from './relay.ts';

/** Metrics of outbox, consumers and timers. Those of the outbox and of the backlog are of the leading process only. */
export const eventMetrics = {
  leader: gauge('waystation_outbox_leader', '1 in the process whose relay leads, 0 in a stand-by'),
  oldest: gauge(
    'waystation_outbox_oldest_unpublished_seconds',
    'Age of the oldest event that is not published; 0 without one and in a stand-by',
  ),
  published: counter('waystation_outbox_published_total', 'Events that the broker stored', ['topic']),
  sends: histogram('waystation_outbox_send_duration_seconds', 'Duration of sends by outcome: sent, refused or failed', [
    'outcome',
  ]),
  stalled: gauge('waystation_outbox_stalled_lanes', 'Keys or topics whose next event the broker refuses'),
  lag: gauge(
    'waystation_consumer_lag_messages',
    'Messages of a topic that are not consumed yet, as of the last fetch; `consumer` is reactions or state',
    ['consumer', 'topic'],
  ),
  lagSeconds: gauge(
    'waystation_consumer_lag_seconds',
    'Age of the oldest message of a topic that is not consumed yet; 0 without one',
    ['consumer', 'topic'],
  ),
  parked: gauge('waystation_consumer_parked_keys', 'Keys with parked events, which wait for an operator'),
  overdue: gauge('waystation_timers_overdue', 'Timers that are due and not fired'),
  overdueSeconds: gauge('waystation_timers_overdue_seconds', 'Time since the oldest of these timers was due'),
};

/** Shows the events of a service from now on. */
export function measureEvents(
  parts: {
    relay: Relay;
    backlog: Backlog;
    /** Consumers by the value of their label. */
    consumers: Readonly<Record<'reactions' | 'state', { lags(): TopicLag[] }>>;
  },
  metrics: Metrics,
): void {
  const { relay, backlog, consumers } = parts;
  const published = metrics.counter(eventMetrics.published);
  const sends = metrics.histogram(eventMetrics.sends);
  relay.observe(({ outcome, seconds, topics }) => {
    sends({ outcome }, seconds);
    if (outcome === 'sent') for (const topic of topics) published({ topic });
  });
  metrics.gauge(eventMetrics.leader, () => [[{}, relay.isLeader ? 1 : 0]]);
  metrics.gauge(eventMetrics.oldest, () => [[{}, relay.oldestUnpublishedSeconds]]);
  metrics.gauge(eventMetrics.stalled, () => [[{}, relay.stalledLanes.length]]);

  const lags = (valueOf: (lag: TopicLag) => number) => () =>
    Object.entries(consumers).flatMap(([consumer, each]) =>
      each.lags().map((lag) => [{ consumer, topic: lag.topic }, valueOf(lag)] as const),
    );
  metrics.gauge(
    eventMetrics.lag,
    lags(({ messages }) => messages),
  );
  metrics.gauge(
    eventMetrics.lagSeconds,
    lags(({ seconds }) => seconds),
  );

  const ofBacklog = (value: number | undefined) => (value === undefined ? [] : [[{}, value] as const]);
  metrics.gauge(eventMetrics.parked, () => ofBacklog(backlog.last?.parkedKeys));
  metrics.gauge(eventMetrics.overdue, () => ofBacklog(backlog.last?.overdueTimers));
  metrics.gauge(eventMetrics.overdueSeconds, () => ofBacklog(backlog.last?.overdueSeconds));
}
