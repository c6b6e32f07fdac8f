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
 * Creates the log of a service: JSON lines on standard output, each with the ids of its trace.
 *
 * @param level lowest level that is written
 * @param to destination; standard output if left out, written synchronously so that no line is lost on exit
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

/** Fields of an error, with the lines of the sources in its stack. */
function errorFields(error: Error): object {
  const fields = stdSerializers.err(error);
  return typeof fields?.stack === 'string' ? { ...fields, stack: mappedStack(fields.stack) } : fields;
}

/** Log for Nest; its messages about modules and routes are logged at debug level. */
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
