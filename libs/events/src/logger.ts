/** Where the moving parts write to; pino's loggers fit. Fields hold ids and slugs, never payloads. */
export interface Logger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Says that somebody must look. Left out, the logger's `error` takes it. */
export type Alarm = (fields: object, message: string) => void;

/** What was thrown as fields of a log line: its own words and those of what caused it, without the stack. */
export function errorText(error: unknown): string {
  const words: string[] = [];
  for (let each: unknown = error; each && words.length < 5; each = (each as { cause?: unknown }).cause) {
    const { name, message } = each as { name?: string; message?: string };
    const text = message === undefined ? String(each) : `${name ?? 'Error'}: ${message}`;
    if (!words.includes(text)) words.push(text);
  }
  return words.join(' <- ').slice(0, 2_000);
}
