import type {
  CopyGiven,
  CoverageAssessed,
  DeliveryPromised,
  OrderAddendumAdded,
  RepairItemAdded,
  RepairItemRemoved,
  RepairOrderCountersigned,
  RepairOrderDrafted,
  RepairOrderExplained,
  RepairOrderPresented,
  RepairOrderQuoted,
  RepairOrderSigned,
  SignatureWithdrawn,
} from '@waystation/contracts/reception/v1/events';
import type { Steps } from '@waystation/model';

/**
 * `presented`: what stands on the order now is what the customer was shown. `signed`: the customer signed it; it is neither
 * changed nor signed again until that signature is withdrawn, and authorises no work. `countersigned`: the advisor signed
 * too, and the work may start.
 */
export type OrderStatus = 'drafted' | 'quoted' | 'presented' | 'signed' | 'countersigned';

/** What an order publishes. */
export interface OrderEvents {
  CopyGiven: CopyGiven;
  CoverageAssessed: CoverageAssessed;
  DeliveryPromised: DeliveryPromised;
  OrderAddendumAdded: OrderAddendumAdded;
  RepairItemAdded: RepairItemAdded;
  RepairItemRemoved: RepairItemRemoved;
  RepairOrderCountersigned: RepairOrderCountersigned;
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
  explain: { from: [...unsigned, 'signed'], event: 'RepairOrderExplained' },
  present: { from: ['quoted', 'presented'], to: 'presented', event: 'RepairOrderPresented' },
  sign: { from: ['presented'], to: 'signed', event: 'RepairOrderSigned' },
  withdrawSignature: { from: ['signed'], to: 'presented', event: 'SignatureWithdrawn' },
  countersign: { from: ['signed'], to: 'countersigned', event: 'RepairOrderCountersigned' },
  giveCopy: { from: ['countersigned'], event: 'CopyGiven' },
  addAddendum: { from: ['countersigned'], event: 'OrderAddendumAdded' },
} as const satisfies Steps<OrderStatus, OrderEvents>;
