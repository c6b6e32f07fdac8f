/** With these the manufacturer settles, or nobody: they get no invoice from the station. */
const paysElsewhere: ReadonlySet<string> = new Set(['warranty', 'campaign', 'contract', 'goodwill', 'internal']);

/** Whether a payer gets an invoice from the station: the customer, an insurer, and whoever nobody has thought of yet. */
export function paysHere(payer: string): boolean {
  return !paysElsewhere.has(payer);
}
