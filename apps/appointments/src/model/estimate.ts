import type { AppointmentEstimate } from '@waystation/contracts/appointments/v1/events';
import { Refused } from '@waystation/model';
import { customer, type Priced, type Wanted } from './plan.ts';

export interface Estimate extends AppointmentEstimate {
  netMinor: bigint;
  taxMinor: bigint;
}

/** Parts of an estimate that were explained to the customer. */
export interface Explanation {
  causeTold: boolean;
  remedyTold: boolean;
  priceTold: boolean;
  durationTold: boolean;
  /** `phone`, `message` or `in_person`. */
  channel: string;
  toldTo: string;
}

export interface ExplainedEstimate extends Explanation {
  estimateVersion: number;
  toldBy: string;
}

/**
 * Duration of the planned work, and the price that the customer pays.
 *
 * @param price prices the work by the prices in force
 * @throws Refused if nothing is planned, or a part or operation has no published price
 */
export function estimateOf(wanted: readonly Wanted[], price: (wanted: readonly Wanted[]) => Priced): Estimate {
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
  { causeTold, remedyTold, priceTold, durationTold, channel, toldTo }: Explanation,
  by: Pick<ExplainedEstimate, 'estimateVersion' | 'toldBy'>,
): ExplainedEstimate {
  return {
    ...by,
    causeTold: causeTold || !!earlier?.causeTold,
    remedyTold: remedyTold || !!earlier?.remedyTold,
    priceTold: priceTold || !!earlier?.priceTold,
    durationTold: durationTold || !!earlier?.durationTold,
    channel,
    toldTo,
  };
}
