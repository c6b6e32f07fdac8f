export { Forms } from './store/forms.ts';
export { LabourOperations } from './store/labour-operations.ts';
export { Reference, type ReferenceClass } from './store/reference.ts';
export { referencePrices, ReferencePrices, type PriceSelection } from './store/reference-prices.ts';
export { Staff } from './store/staff.ts';
export { Standards } from './store/standards.ts';
export { Stations } from './store/stations.ts';
