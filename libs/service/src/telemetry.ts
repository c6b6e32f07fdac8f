import type { NodeSDK } from '@opentelemetry/sdk-node';

let sdk: NodeSDK | undefined;

/** Whether traces are sent: the preload has begun it, since libraries must be seen before they are loaded. */
export function isTracing(): boolean {
  return sdk !== undefined;
}

/** Whether OpenTelemetry's own settings name a place to send traces to. */
export function isTracingWanted(environment: NodeJS.ProcessEnv): boolean {
  if (environment['OTEL_SDK_DISABLED'] === 'true' || environment['OTEL_TRACES_EXPORTER'] === 'none') return false;
  return Boolean(environment['OTEL_EXPORTER_OTLP_ENDPOINT'] || environment['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT']);
}

/**
 * Begins to trace if OpenTelemetry's own settings name a place to send traces to; else it loads nothing. Call it before
 * anything that is to be seen is imported.
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

/** Sends what is left. Never throws: a collector that is away must not hold a stop up. */
export async function stopTracing(): Promise<void> {
  await sdk?.shutdown().catch(() => undefined);
}
