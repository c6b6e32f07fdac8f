/** SQL that converts thousandths to a decimal number without trailing zeros. @param milli column or expression */
export function decimal(milli: string): string {
  return `trim_scale((${milli})::numeric / 1000)::text`;
}
