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
 * `presented`: the customer was shown the order in its present state. `signed`: the customer signed; the order cannot
 * change or be signed again until this signature is withdrawn, and authorises no work. `countersigned`: the advisor
 * signed too, and the work may start.
 */
export type OrderStatus = 'drafted' | 'quoted' | 'presented' | 'signed' | 'countersigned';

/** Events of a repair order. */
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

/** Steps of a repair order. `revisePromise` changes the promise of a presented order, which must then be presented again. */
export const orderSteps = {
  addItem: { from: unsigned, to: 'drafted', event: 'RepairItemAdded' },
  removeItem: { from: unsigned, to: 'drafted', event: 'RepairItemRemoved' },
  removeProposal: { from: unsigned },
  assessCoverage: { from: unsigned, to: 'drafted', event: 'CoverageAssessed' },
  quote: { from: unsigned, to: 'quoted', event: 'RepairOrderQuoted' },
  promise: { from: ['drafted', 'quoted'], event: 'DeliveryPromised' },
  revisePromise: { from: ['presented'], to: 'quoted', event: 'DeliveryPromised' },
  explain: { from: [...unsigned, 'signed'], event: 'RepairOrderExplained' },
  present: { from: ['quoted', 'presented'], to: 'presented', event: 'RepairOrderPresented' },
  sign: { from: ['presented'], to: 'signed', event: 'RepairOrderSigned' },
  withdrawSignature: { from: ['signed'], to: 'presented', event: 'SignatureWithdrawn' },
  countersign: { from: ['signed'], to: 'countersigned', event: 'RepairOrderCountersigned' },
  giveCopy: { from: ['countersigned'], event: 'CopyGiven' },
  addAddendum: { from: ['countersigned'], event: 'OrderAddendumAdded' },
} as const satisfies Steps<OrderStatus, OrderEvents>;
