import { trace } from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { AlwaysOffSampler, InMemorySpanExporter } from '@opentelemetry/sdk-trace';
import type { DestinationStream } from 'pino';
import { createLog } from './logs.ts';

const lines: string[] = [];
const log = createLog('parts', 'info', { write: (line) => void lines.push(line) } as DestinationStream);
const exporter = new InMemorySpanExporter();
const sdk = new NodeSDK({ traceExporter: exporter, sampler: new AlwaysOffSampler(), instrumentations: [] });

beforeAll(() => sdk.start());
afterAll(() => sdk.shutdown());

test('A log line names its trace even if the trace is not kept', () => {
  const { traceId } = trace.getTracer('test').startActiveSpan('step', (span) => {
    log.info('in a span');
    span.end();
    return span.spanContext();
  });
  log.info('outside');
  expect(lines.map((line) => (JSON.parse(line) as { traceId?: string }).traceId)).toEqual([traceId, undefined]);
  expect(exporter.getFinishedSpans()).toEqual([]);
});
