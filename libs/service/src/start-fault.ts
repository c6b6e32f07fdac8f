/** A start that failed for a cause outside the service, in one line. */
export class StartFault extends Error {}

/** What the environment lacks or has wrong; said in one line, all at once. */
export class ConfigError extends StartFault {}

/** The message of an error on one line. */
export function oneLine(error: unknown): string {
  const { message, code, errors } = error as { message?: string; code?: string; errors?: unknown[] };
  // Node gathers the tries of several addresses in an error without a message.
  const description = message || (errors?.length ? oneLine(errors[0]) : code);
  return (description ?? String(error)).replaceAll(/\s*\n\s*/g, ' ');
}
