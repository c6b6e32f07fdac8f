/** `google.protobuf.Timestamp` in protobuf-es. */
export interface Timestamp {
  seconds: bigint;
  nanos: number;
}

/** Earliest first, missing ones last. RFC 3339 strings cannot be compared this way: their fractions differ in length. */
export function compareTimes(a: Timestamp | undefined, b: Timestamp | undefined): number {
  if (!a || !b) return a ? -1 : b ? 1 : 0;
  if (a.seconds !== b.seconds) return a.seconds < b.seconds ? -1 : 1;
  return a.nanos - b.nanos;
}
