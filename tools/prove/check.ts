/** Checked property with its result. */
export interface Check {
  what: string;
  /** Checked amount, such as "24 visits". */
  seen: string;
  /** Empty if the check passes. */
  faults: string[];
}

/** Faults reported per check; further ones are counted. */
const reportedMax = 10;

export function check(what: string, seen: string, faults: readonly string[]): Check {
  const more = faults.length - reportedMax;
  return { what, seen, faults: [...faults.slice(0, reportedMax), ...(more > 0 ? [`and ${more} more`] : [])] };
}
