import { percentOfMoney, sumMoney, type Money } from '@waystation/model';
import type { QuotedLine } from '@waystation/contracts/reception/v1/service';
import type { Market } from './prices-in-force.ts';
import { roundingOf } from './rounding.ts';

/** What of a line its taxes and totals follow from. */
export type TaxedLine = Pick<QuotedLine, 'payer' | 'netMinor' | 'taxCategory' | 'taxRatePercent'>;

/** What a payer owes of one tax. */
export interface TaxTotal {
  payer: string;
  taxCategory: string;
  /** Decimal number, in percent. */
  taxRatePercent: string;
  netMinor: bigint;
  taxMinor: bigint;
}

/** What one of the payers owes. */
export interface PayerTotal {
  payer: string;
  netMinor: bigint;
  taxMinor: bigint;
  /** With tax. */
  amountMinor: bigint;
}

export interface Totals {
  /** In the order in which the payers first come. */
  totals: PayerTotal[];
  /** As documents show them, in the order of the lines. */
  taxes: TaxTotal[];
  netMinor: bigint;
  taxMinor: bigint;
  /** With tax. */
  amountMinor: bigint;
}

/**
 * Taxes and totals of lines as they were priced: for a quote, and again for the statement that is drawn from it.
 *
 * A tax is a percentage of all that a payer owes in its category, rounded once: line by line each rounding would add its
 * own error. All else are sums of whole minor units, so that what the payers owe is the whole, to the unit.
 */
export function totalsOf(lines: readonly TaxedLine[], { currency, jurisdiction }: Market): Totals {
  const mode = roundingOf(jurisdiction);
  const grouped = Map.groupBy(lines, (line) => JSON.stringify([line.payer, line.taxCategory, line.taxRatePercent]));
  const taxes = [...grouped.values()].map((group): TaxTotal => {
    const { payer, taxCategory, taxRatePercent } = group[0]!;
    const net = sum(group, ({ netMinor }) => netMinor, currency);
    const tax = percentOfMoney(net, taxRatePercent, mode);
    return { payer, taxCategory, taxRatePercent, netMinor: net.amountMinor, taxMinor: tax.amountMinor };
  });
  const totals = [...Map.groupBy(taxes, ({ payer }) => payer)].map(([payer, group]) => ({
    payer,
    ...withTax(group, currency),
  }));
  return { totals, taxes, ...withTax(taxes, currency) };
}

function withTax(taxes: readonly TaxTotal[], currency: string): Omit<PayerTotal, 'payer'> {
  const { amountMinor: netMinor } = sum(taxes, (each) => each.netMinor, currency);
  const { amountMinor: taxMinor } = sum(taxes, (each) => each.taxMinor, currency);
  return { netMinor, taxMinor, amountMinor: netMinor + taxMinor };
}

function sum<T>(of: readonly T[], amountOf: (each: T) => bigint, currency: string): Money {
  return sumMoney(
    of.map((each) => ({ amountMinor: amountOf(each), currency })),
    currency,
  );
}
