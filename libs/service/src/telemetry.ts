import type { NodeSDK } from '@opentelemetry/sdk-node';
import type { Sampler } from '@opentelemetry/sdk-trace';

/** Share of traces that are kept. */
const defaultRatio = 0.01;

let sdk: NodeSDK | undefined;

/** True if traces are sent. The preload starts tracing, since libraries must be instrumented before they are loaded. */
export function isTracing(): boolean {
  return sdk !== undefined;
}

/** Whether OpenTelemetry's own settings name a place to send traces to. */
export function isTracingWanted(environment: NodeJS.ProcessEnv): boolean {
  if (environment['OTEL_SDK_DISABLED'] === 'true' || environment['OTEL_TRACES_EXPORTER'] === 'none') return false;
  return Boolean(environment['OTEL_EXPORTER_OTLP_ENDPOINT'] || environment['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT']);
}

/**
 * Starts tracing if OpenTelemetry's settings name a destination; otherwise loads nothing. Call it before importing the
 * libraries to be traced.
 */
export async function startTracing(environment: NodeJS.ProcessEnv): Promise<void> {
  if (!isTracingWanted(environment)) return;
  const { register } = await import('import-in-the-middle/register-hooks.mjs');
  register({ include: ['pg', 'pg-pool', '@grpc/grpc-js'] });
  const [{ NodeSDK }, { OTLPTraceExporter }, { GrpcInstrumentation }, { PgInstrumentation }] = await Promise.all([
    import('@opentelemetry/sdk-node'),
    import('@opentelemetry/exporter-trace-otlp-proto'),
    import('@opentelemetry/instrumentation-grpc'),
    import('@opentelemetry/instrumentation-pg'),
  ]);
  // Kafka is not instrumented: the relay sends events of many requests at once, and the instrumentation would overwrite the
  // traceparent of each event with that of the relay. Reactions continue the trace from the event (libs/call, reaction-run.ts).
  sdk = new NodeSDK({
    traceExporter: new OTLPTraceExporter(),
    ...(await samplerOf(environment)),
    instrumentations: [new GrpcInstrumentation(), new PgInstrumentation({ requireParentSpan: true })],
  });
  sdk.start();
}

/**
 * Sampler that keeps 1 % of the traces and follows the decision of the caller, so that a trace is complete or absent. OpenTelemetry's
 * settings `OTEL_TRACES_SAMPLER` and `OTEL_TRACES_SAMPLER_ARG` take precedence.
 */
async function samplerOf(environment: NodeJS.ProcessEnv): Promise<{ sampler?: Sampler }> {
  if (environment['OTEL_TRACES_SAMPLER']) return {}; // the SDK reads it
  const { ParentBasedSampler, TraceIdRatioBasedSampler } = await import('@opentelemetry/sdk-trace');
  const ratio = Number(environment['OTEL_TRACES_SAMPLER_ARG'] || defaultRatio);
  return { sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }) };
}

/** Sends the remaining traces. Never throws: an outage of the collector must not prevent a stop. */
export async function stopTracing(): Promise<void> {
  await sdk?.shutdown().catch(() => undefined);
}
