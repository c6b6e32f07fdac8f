/** With these the manufacturer settles, or nobody: they get no invoice from the station. */
const paysElsewhere: ReadonlySet<string> = new Set(['warranty', 'campaign', 'contract', 'goodwill', 'internal']);

/** True if a payer gets an invoice from the station: the customer, an insurer, and any payer added later. */
export function paysHere(payer: string): boolean {
  return !paysElsewhere.has(payer);
}
