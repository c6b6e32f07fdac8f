import { percentOfMoney, sumMoney, type Money } from '@waystation/model';
import type { QuotedLine } from '@waystation/contracts/reception/v1/service';
import type { Market } from './prices-in-force.ts';
import { roundingOf } from './rounding.ts';

/** Fields of a line that determine its taxes and totals. */
export type TaxedLine = Pick<QuotedLine, 'payer' | 'netMinor' | 'taxCategory' | 'taxRatePercent'>;

/** Amount that a payer owes of one tax. */
export interface TaxTotal {
  payer: string;
  taxCategory: string;
  /** Decimal number, in percent. */
  taxRatePercent: string;
  netMinor: bigint;
  taxMinor: bigint;
}

/** Amount that a payer owes. */
export interface PayerTotal {
  payer: string;
  netMinor: bigint;
  taxMinor: bigint;
  /** Net and tax. */
  amountMinor: bigint;
}

export interface Totals {
  /** Totals by payer, in the order of their first lines. */
  totals: PayerTotal[];
  /** Taxes for documents, in the order of the lines. */
  taxes: TaxTotal[];
  netMinor: bigint;
  taxMinor: bigint;
  /** Net and tax. */
  amountMinor: bigint;
}

/**
 * Calculates taxes and totals of priced lines, for a quote and later for its statement.
 *
 * A tax is a percentage of everything that a payer owes in its category, rounded once: rounding line by line would add
 * up errors. All other figures are sums of whole minor units, so the amounts of the payers add up exactly to the total.
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
