import { counter, gauge, histogram, type Metrics } from '@waystation/metrics';
import type { PoolUse } from './shared-pool.ts';

/** Metrics of document rendering. */
export const documentMetrics = {
  documents: counter('waystation_documents_total', 'Documents by kind and outcome: rendered, refused or failed', [
    'kind',
    'outcome',
  ]),
  seconds: histogram(
    'waystation_document_render_duration_seconds',
    'Duration of renderings in their thread, without the wait for it',
    ['kind'],
    [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8],
  ),
  pending: gauge('waystation_documents_pending', 'Documents that wait for a thread or are being rendered'),
};

/** Shows the renderings of a service from now on. */
export function measureRendering(pool: PoolUse, metrics: Metrics): void {
  const documents = metrics.counter(documentMetrics.documents);
  const durations = metrics.histogram(documentMetrics.seconds);
  pool.observe(({ kind, outcome, seconds }) => {
    documents({ kind, outcome });
    durations({ kind }, seconds);
  });
  metrics.gauge(documentMetrics.pending, () => [[{}, pool.pending]]);
}
