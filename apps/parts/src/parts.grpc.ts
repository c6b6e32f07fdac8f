import { GrpcController } from '@waystation/call';
import { PartsServiceService } from '@waystation/contracts/parts/v1/service';
import { ListEvents } from '@waystation/service';
import { CheckAvailability } from './queries/check-availability.ts';
import { GetVisitParts } from './queries/get-visit-parts.ts';
import { ListParts } from './queries/list-parts.ts';
import { ListStock } from './queries/list-stock.ts';
import { ListSupplyOrders } from './queries/list-supply-orders.ts';
import { ListWork } from './queries/list-work.ts';
import { CountStock } from './use-cases/count-stock.ts';
import { DisposeReplacedPart } from './use-cases/dispose-replaced-part.ts';
import { IssueParts } from './use-cases/issue-parts.ts';
import { KeepReplacedPart } from './use-cases/keep-replaced-part.ts';
import { MoveStock } from './use-cases/move-stock.ts';
import { OrderParts } from './use-cases/order-parts.ts';
import { PickToShelf } from './use-cases/pick-to-shelf.ts';
import { ReceiveGoods } from './use-cases/receive-goods.ts';
import { ReceiveOrder } from './use-cases/receive-order.ts';
import { RegisterPart } from './use-cases/register-part.ts';
import { ReleaseParts } from './use-cases/release-parts.ts';
import { ReturnParts } from './use-cases/return-parts.ts';
import { ScrapStock } from './use-cases/scrap-stock.ts';
import { SetStockLevel } from './use-cases/set-stock-level.ts';
import { SupersedePart } from './use-cases/supersede-part.ts';

/** Step or query of each rpc. */
export class PartsController extends GrpcController.of(PartsServiceService, {
  registerPart: RegisterPart,
  supersedePart: SupersedePart,
  receiveGoods: ReceiveGoods,
  countStock: CountStock,
  moveStock: MoveStock,
  scrapStock: ScrapStock,
  setStockLevel: SetStockLevel,
  orderParts: OrderParts,
  receiveOrder: ReceiveOrder,
  releaseParts: ReleaseParts,
  pickToShelf: PickToShelf,
  issueParts: IssueParts,
  returnParts: ReturnParts,
  keepReplacedPart: KeepReplacedPart,
  disposeReplacedPart: DisposeReplacedPart,
  checkAvailability: CheckAvailability,
  getVisitParts: GetVisitParts,
  listStock: ListStock,
  listParts: ListParts,
  listSupplyOrders: ListSupplyOrders,
  listWork: ListWork,
  listEvents: ListEvents,
}) {}
