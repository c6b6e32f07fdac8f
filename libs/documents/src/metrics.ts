import { counter, gauge, histogram, type Metrics } from '@waystation/metrics';
import type { RenderPool } from './render-pool.ts';

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
  waiting: gauge('waystation_documents_waiting', 'Documents that wait for a thread'),
  rendering: gauge('waystation_documents_rendering', 'Documents that are being rendered'),
};

/** Shows the renderings of a pool from now on. */
export function measureRendering(pool: RenderPool, metrics: Metrics): void {
  const documents = metrics.counter(documentMetrics.documents);
  const durations = metrics.histogram(documentMetrics.seconds);
  pool.observe(({ kind, outcome, seconds }) => {
    documents({ kind, outcome });
    durations({ kind }, seconds);
  });
  metrics.gauge(documentMetrics.waiting, () => [[{}, pool.waiting]]);
  metrics.gauge(documentMetrics.rendering, () => [[{}, pool.rendering]]);
}
