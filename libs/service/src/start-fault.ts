/** Start that failed for a cause outside the service; the message is one line. */
export class StartFault extends Error {}

/** Missing and invalid settings of the environment, all in one line. */
export class ConfigError extends StartFault {}

/** Message of an error on one line. */
export function oneLine(error: unknown): string {
  const { message, code, errors } = error as { message?: string; code?: string; errors?: unknown[] };
  // Node collects failed attempts at several addresses in an AggregateError without a message.
  const description = message || (errors?.length ? oneLine(errors[0]) : code);
  return (description ?? String(error)).replaceAll(/\s*\n\s*/g, ' ');
}
