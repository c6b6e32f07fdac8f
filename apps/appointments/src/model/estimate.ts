import type { AppointmentEstimate } from '@waystation/contracts/appointments/v1/events';
import { Refused } from '@waystation/model';
import { customer, type Priced, type ItemToEstimate } from './plan.ts';

export interface Estimate extends AppointmentEstimate {
  netMinor: bigint;
  taxMinor: bigint;
}

/** Parts of an estimate that were explained to the customer. */
export interface Explanation {
  causeExplained: boolean;
  remedyExplained: boolean;
  priceExplained: boolean;
  durationExplained: boolean;
  /** `phone`, `message` or `in_person`. */
  channel: string;
  explainedTo: string;
}

export interface ExplainedEstimate extends Explanation {
  estimateVersion: number;
  explainedBy: string;
}

/**
 * Duration of the planned work, and the price that the customer pays.
 *
 * @param price prices the work by the prices in force
 * @throws Refused if nothing is planned, or a part or operation has no published price
 */
export function estimateOf(
  wanted: readonly ItemToEstimate[],
  price: (wanted: readonly ItemToEstimate[]) => Priced,
): Estimate {
  if (wanted.length === 0) throw new Refused('NOTHING_PLANNED');
  const { currency, labourMinutes, lines, totals, missing } = price(wanted);
  const codes = [...new Set(missing.map(({ code }) => code))];
  if (codes.length > 0) throw new Refused('PRICE_NOT_PUBLISHED', { subject: codes.join(', ') });
  const nothing = { netMinor: 0n, taxMinor: 0n, amountMinor: 0n };
  const { netMinor, taxMinor, amountMinor } = totals.find(({ payer }) => payer === customer) ?? nothing;
  const priceLists = [...new Set(lines.map(({ priceList }) => priceList))].sort();
  return { amountMinor, currency, labourMinutes, priceLists, netMinor, taxMinor };
}

/** Adds an explanation to the earlier ones of the same estimate. */
export function explained(
  earlier: Explanation | null,
  { causeExplained, remedyExplained, priceExplained, durationExplained, channel, explainedTo }: Explanation,
  by: Pick<ExplainedEstimate, 'estimateVersion' | 'explainedBy'>,
): ExplainedEstimate {
  return {
    ...by,
    causeExplained: causeExplained || !!earlier?.causeExplained,
    remedyExplained: remedyExplained || !!earlier?.remedyExplained,
    priceExplained: priceExplained || !!earlier?.priceExplained,
    durationExplained: durationExplained || !!earlier?.durationExplained,
    channel,
    explainedTo,
  };
}
