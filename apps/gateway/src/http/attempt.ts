/**
 * What a parser makes of what a client sent, or why it refuses. Only around parsers: a refusal there is the client's
 * mistake and becomes part of the answer; anywhere else an error is a defect and is left alone.
 */
export function attempt<T>(parse: () => T): { value: T } | { refusal: string } {
  try {
    return { value: parse() };
    // eslint-disable-next-line waystation/catch-rethrows -- the one place where a refusal becomes a value
  } catch (error) {
    return { refusal: (error as Error).message };
  }
}
