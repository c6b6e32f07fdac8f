/** Payers that settle with the manufacturer or not at all: they get no invoice from the station. */
const paysElsewhere: ReadonlySet<string> = new Set(['warranty', 'campaign', 'contract', 'goodwill', 'internal']);

/** True if a payer gets an invoice from the station: the customer, an insurer, and any payer added later. */
export function paysHere(payer: string): boolean {
  return !paysElsewhere.has(payer);
}
