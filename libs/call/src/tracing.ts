import { context, propagation, SpanStatusCode, trace } from '@opentelemetry/api';
import { DomainError } from '@waystation/model';

const tracer = trace.getTracer('waystation');

/**
 * Runs a function in a span.
 *
 * @param parent W3C trace context of the parent span; the current span by default
 */
export function inSpan<T>(name: string, parent: string | undefined, run: () => Promise<T>): Promise<T> {
  const from = parent ? propagation.extract(context.active(), { traceparent: parent }) : context.active();
  return tracer.startActiveSpan(name, {}, from, async (span) => {
    try {
      return await run();
    } catch (error) {
      if (error instanceof DomainError) span.setAttribute('waystation.refusal', error.reason);
      else span.recordException(error as Error);
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** The current trace context as W3C traceparent; undefined without tracing. */
export function traceparent(): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}
