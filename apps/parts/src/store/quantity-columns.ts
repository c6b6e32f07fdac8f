/** Thousandths, as a column or an expression holds them, as a decimal number without needless zeros. */
export function decimal(milli: string): string {
  return `trim_scale((${milli})::numeric / 1000)::text`;
}
