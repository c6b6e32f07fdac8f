import type { AppointmentEstimate } from '@waystation/contracts/appointments/v1/events';
import { Refused } from '@waystation/model';
import { customer, type Priced, type Wanted } from './plan.ts';

export interface Estimate extends AppointmentEstimate {
  netMinor: bigint;
  taxMinor: bigint;
}

/** Parts of an estimate that were explained to the customer. */
export interface Telling {
  causeTold: boolean;
  remedyTold: boolean;
  priceTold: boolean;
  durationTold: boolean;
  /** `phone`, `message` or `in_person`. */
  channel: string;
  toldTo: string;
}

export interface ToldEstimate extends Telling {
  estimateVersion: number;
  toldBy: string;
}

/**
 * Price and duration of the planned work, as far as the customer pays.
 *
 * @param price prices the work by the prices in force
 * @throws Refused when nothing is planned, or when something has no published price
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
  earlier: Telling | null,
  { causeTold, remedyTold, priceTold, durationTold, channel, toldTo }: Telling,
  by: Pick<ToldEstimate, 'estimateVersion' | 'toldBy'>,
): ToldEstimate {
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
