import type { FieldViolation } from '@waystation/model';

/** A violation for each thing of a list that has the same code as one before it. */
export function doublesIn<T>(
  list: readonly T[],
  codeOf: (thing: T) => string,
  field: (index: number) => string,
  reason: string,
): FieldViolation[] {
  const seen = new Set<string>();
  return list.flatMap((thing, index) => {
    const code = codeOf(thing);
    if (!seen.has(code)) return seen.add(code) && [];
    return [{ field: field(index), description: `${code} stands there twice`, reason }];
  });
}
