export {
  price,
  type Priced,
  type PriceOptions,
  type Unpriced,
  type WantedItem,
  type WantedOperation,
  type WantedPart,
} from './price.ts';
export { priceListInForce, type Market, type PricesInForce } from './prices-in-force.ts';
export { roundingOf } from './rounding.ts';
export { totalsOf, type PayerTotal, type TaxedLine, type TaxTotal, type Totals } from './totals.ts';
