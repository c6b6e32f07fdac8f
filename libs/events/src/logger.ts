/** Logger of relay, consumers and timers; compatible with pino. Fields hold ids and slugs, never payloads. */
export interface Logger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Reports that an operator must act. By default the logger's `error`. */
export type Alarm = (fields: object, message: string) => void;

/** Text of an error and its causes for a log line, without stacks. */
export function errorText(error: unknown): string {
  const words: string[] = [];
  for (let each: unknown = error; each && words.length < 5; each = (each as { cause?: unknown }).cause) {
    const { name, message } = each as { name?: string; message?: string };
    const text = message === undefined ? String(each) : `${name ?? 'Error'}: ${message}`;
    if (!words.includes(text)) words.push(text);
  }
  return words.join(' <- ').slice(0, 2_000);
}
