/** Something that must hold, and what was seen of it. */
export interface Check {
  what: string;
  /** Of how much it was seen. */
  seen: string;
  /** Empty: it holds. */
  faults: string[];
}

/** So many faults of a check are told; the others are counted. */
const toldMax = 10;

export function check(what: string, seen: string, faults: readonly string[]): Check {
  const more = faults.length - toldMax;
  return { what, seen, faults: [...faults.slice(0, toldMax), ...(more > 0 ? [`and ${more} more`] : [])] };
}
