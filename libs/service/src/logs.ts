import type { LoggerService } from '@nestjs/common';
import { trace } from '@opentelemetry/api';
import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino';
import { mappedStack } from './mapped-stack.ts';

/** Log levels, the most detailed first. */
export const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** Log level that an environment names; `info` for none, or one that `readConfig` reports as wrong. */
export function levelIn(environment: NodeJS.ProcessEnv): string {
  return levels.find((level) => level === environment['WAYSTATION_LOG_LEVEL']?.trim()) ?? 'info';
}

/**
 * A service's log: one JSON line for each entry, on standard output, with the trace that it belongs to.
 *
 * @param level the least that is written
 * @param to standard output unless said otherwise; written to at once, so that nothing is lost when the process ends
 */
export function createLog(
  service: string,
  level: string,
  to: DestinationStream = pino.destination({ fd: 1, sync: true }),
): Logger {
  return pino(
    {
      level,
      base: { service, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: errorFields },
      formatters: { level: (label) => ({ level: label }) },
      mixin: () => {
        const span = trace.getActiveSpan()?.spanContext();
        return span ? { traceId: span.traceId, spanId: span.spanId } : {};
      },
    },
    to,
  );
}

/** An error's fields, with the lines of the sources in its stack. */
function errorFields(error: Error): object {
  const fields = stdSerializers.err(error);
  return typeof fields?.stack === 'string' ? { ...fields, stack: mappedStack(fields.stack) } : fields;
}

/** Nest's own log: what it says of modules and routes is for debugging only. */
export function nestLog(log: Logger): LoggerService {
  const at =
    (level: 'debug' | 'warn' | 'error' | 'fatal') =>
    (message: unknown, ...more: unknown[]) => {
      const context = more.findLast((each) => typeof each === 'string');
      if (message instanceof Error) log[level]({ err: message, context });
      else log[level]({ context }, String(message));
    };
  return {
    log: at('debug'),
    verbose: at('debug'),
    debug: at('debug'),
    warn: at('warn'),
    error: at('error'),
    fatal: at('fatal'),
  };
}
