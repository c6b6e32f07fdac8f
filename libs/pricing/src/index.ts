export {
  price,
  type Priced,
  type PriceOptions,
  type Unpriced,
  type ItemToPrice,
  type OperationToPrice,
  type PartToPrice,
} from './price.ts';
export {
  priceOf,
  pricesInForce,
  type Market,
  type PricedKind,
  type PriceInForce,
  type PricesInForce,
  type PublishedPrice,
  type PublishedTax,
  type PublishedVersion,
  type TaxInForce,
} from './prices-in-force.ts';
export { roundingOf } from './rounding.ts';
export { totalsOf, type PayerTotal, type TaxedLine, type TaxTotal, type Totals } from './totals.ts';
