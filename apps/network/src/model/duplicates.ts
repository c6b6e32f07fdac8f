import type { FieldViolation } from '@waystation/model';

/** Violations for entries that have the code of an earlier entry. */
export function duplicatesIn<T>(
  list: readonly T[],
  codeOf: (thing: T) => string,
  field: (index: number) => string,
  reason: string,
): FieldViolation[] {
  const seen = new Set<string>();
  return list.flatMap((thing, index) => {
    const code = codeOf(thing);
    if (!seen.has(code)) return seen.add(code) && [];
    return [{ field: field(index), description: `${code} is a duplicate`, reason }];
  });
}
