/**
 * Runs a parser on client input and returns its value or its error message. For parsers only: their errors are the
 * client's mistakes and become part of the answer; any other error is a defect and must propagate.
 */
export function attempt<T>(parse: () => T): { value: T } | { refusal: string } {
  try {
    return { value: parse() };
    // eslint-disable-next-line waystation/catch-rethrows -- the only place where a parser's error becomes a value
  } catch (error) {
    return { refusal: (error as Error).message };
  }
}
