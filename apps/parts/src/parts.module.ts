import { Staff } from '@waystation/reference';
import { ServiceModule } from '@waystation/service';
import { PartsController } from './parts.grpc.ts';
import { AdjustReservationWhenRepairOrderChanged } from './reactions/adjust-reservation-when-repair-order-changed.ts';
import { AdjustReservationWhenRepairOrderCountersigned } from './reactions/adjust-reservation-when-repair-order-countersigned.ts';
import { MoveReservationWhenAppointmentMoved } from './reactions/move-reservation-when-appointment-moved.ts';
import { RecallPartsWhenItemWithdrawn } from './reactions/recall-parts-when-item-withdrawn.ts';
import { ReleasePartsWhenAppointmentCancelled } from './reactions/release-parts-when-appointment-cancelled.ts';
import { ReleasePartsWhenVehicleDelivered } from './reactions/release-parts-when-vehicle-delivered.ts';
import { ReleasePartsWhenVisitCancelled } from './reactions/release-parts-when-visit-cancelled.ts';
import { ReleasePartsWhenVisitMarkedNoShow } from './reactions/release-parts-when-visit-marked-no-show.ts';
import { ReservePartsWhenAppointmentConfirmed } from './reactions/reserve-parts-when-appointment-confirmed.ts';
import { Balances } from './store/balance.mapping.ts';
import { IssueSlips } from './store/issue-slip.mapping.ts';
import { migration as parts } from './store/migrations/0001-parts.ts';
import { Movements } from './store/movement.mapping.ts';
import { Parts } from './store/part.mapping.ts';
import { ReplacedParts } from './store/replaced-part.mapping.ts';
import { Reservations } from './store/reservation.mapping.ts';
import { StockLevels } from './store/stock-level.mapping.ts';
import { Stockrooms } from './store/stockrooms.ts';
import { SupplyOrders } from './store/supply-order.mapping.ts';
import en from './texts/en.json' with { type: 'json' };
import zh from './texts/zh.json' with { type: 'json' };

export const PartsModule = ServiceModule.for({
  name: 'parts',
  controller: PartsController,
  reactions: [
    ReservePartsWhenAppointmentConfirmed,
    MoveReservationWhenAppointmentMoved,
    AdjustReservationWhenRepairOrderCountersigned,
    AdjustReservationWhenRepairOrderChanged,
    RecallPartsWhenItemWithdrawn,
    ReleasePartsWhenAppointmentCancelled,
    ReleasePartsWhenVisitMarkedNoShow,
    ReleasePartsWhenVisitCancelled,
    ReleasePartsWhenVehicleDelivered,
  ],
  stores: [
    Balances,
    IssueSlips,
    Movements,
    Parts,
    ReplacedParts,
    Reservations,
    Staff,
    StockLevels,
    Stockrooms,
    SupplyOrders,
  ],
  migrations: [parts],
  texts: { en, zh },
});
