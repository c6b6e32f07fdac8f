import type {
  CopyGiven,
  CoverageAssessed,
  CustomerSigned,
  DeliveryPromised,
  OrderAddendumAdded,
  RepairItemAdded,
  RepairItemRemoved,
  RepairOrderDrafted,
  RepairOrderExplained,
  RepairOrderPresented,
  RepairOrderQuoted,
  RepairOrderSigned,
  SignatureWithdrawn,
} from '@waystation/contracts/reception/v1/events';
import type { Steps } from '@waystation/model';

/**
 * `presented`: what stands on the order now is what the customer was shown. `customer_signed`: they signed it, and it is
 * neither changed nor signed by them again until they take that back or the advisor signs.
 */
export type OrderStatus = 'drafted' | 'quoted' | 'presented' | 'customer_signed' | 'signed';

/** What an order publishes. */
export interface OrderEvents {
  CopyGiven: CopyGiven;
  CoverageAssessed: CoverageAssessed;
  CustomerSigned: CustomerSigned;
  DeliveryPromised: DeliveryPromised;
  OrderAddendumAdded: OrderAddendumAdded;
  RepairItemAdded: RepairItemAdded;
  RepairItemRemoved: RepairItemRemoved;
  RepairOrderDrafted: RepairOrderDrafted;
  RepairOrderExplained: RepairOrderExplained;
  RepairOrderPresented: RepairOrderPresented;
  RepairOrderQuoted: RepairOrderQuoted;
  RepairOrderSigned: RepairOrderSigned;
  SignatureWithdrawn: SignatureWithdrawn;
}

const unsigned = ['drafted', 'quoted', 'presented'] as const;

/** `promiseAnew` is for an order that was shown already: it has to be shown again. */
export const orderSteps = {
  addItem: { from: unsigned, to: 'drafted', event: 'RepairItemAdded' },
  removeItem: { from: unsigned, to: 'drafted', event: 'RepairItemRemoved' },
  dropProposal: { from: unsigned },
  assessCoverage: { from: unsigned, to: 'drafted', event: 'CoverageAssessed' },
  quote: { from: unsigned, to: 'quoted', event: 'RepairOrderQuoted' },
  promise: { from: ['drafted', 'quoted'], event: 'DeliveryPromised' },
  promiseAnew: { from: ['presented'], to: 'quoted', event: 'DeliveryPromised' },
  explain: { from: [...unsigned, 'customer_signed'], event: 'RepairOrderExplained' },
  present: { from: ['quoted', 'presented'], to: 'presented', event: 'RepairOrderPresented' },
  signByCustomer: { from: ['presented'], to: 'customer_signed', event: 'CustomerSigned' },
  withdrawSignature: { from: ['customer_signed'], to: 'presented', event: 'SignatureWithdrawn' },
  sign: { from: ['customer_signed'], to: 'signed', event: 'RepairOrderSigned' },
  giveCopy: { from: ['signed'], event: 'CopyGiven' },
  addAddendum: { from: ['signed'], event: 'OrderAddendumAdded' },
} as const satisfies Steps<OrderStatus, OrderEvents>;
