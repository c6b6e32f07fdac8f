import type { NodeSDK } from '@opentelemetry/sdk-node';

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
  register({ include: ['pg', 'pg-pool', '@grpc/grpc-js', 'kafkajs'] });
  const [
    { NodeSDK },
    { OTLPTraceExporter },
    { GrpcInstrumentation },
    { KafkaJsInstrumentation },
    { PgInstrumentation },
  ] = await Promise.all([
    import('@opentelemetry/sdk-node'),
    import('@opentelemetry/exporter-trace-otlp-proto'),
    import('@opentelemetry/instrumentation-grpc'),
    import('@opentelemetry/instrumentation-kafkajs'),
    import('@opentelemetry/instrumentation-pg'),
  ]);
  sdk = new NodeSDK({
    traceExporter: new OTLPTraceExporter(),
    instrumentations: [
      new GrpcInstrumentation(),
      new KafkaJsInstrumentation(),
      new PgInstrumentation({ requireParentSpan: true }),
    ],
  });
  sdk.start();
}

/** Sends the remaining traces. Never throws: an outage of the collector must not prevent a stop. */
export async function stopTracing(): Promise<void> {
  await sdk?.shutdown().catch(() => undefined);
}
