import { Forms, Staff, Stations } from '@waystation/reference';
import { ServiceModule } from '@waystation/service';
import { AuthoriseJobsWhenRepairOrderCountersigned } from './reactions/authorise-jobs-when-repair-order-countersigned.ts';
import { BookSlotWhenAppointmentConfirmed } from './reactions/book-slot-when-appointment-confirmed.ts';
import { ChangeJobsWhenRepairOrderChanged } from './reactions/change-jobs-when-repair-order-changed.ts';
import { FreeSlotWhenAppointmentCancelled } from './reactions/free-slot-when-appointment-cancelled.ts';
import { FreeSlotWhenVisitCancelled } from './reactions/free-slot-when-visit-cancelled.ts';
import { FreeSlotWhenVisitMarkedNoShow } from './reactions/free-slot-when-visit-marked-no-show.ts';
import { MoveSlotWhenAppointmentMoved } from './reactions/move-slot-when-appointment-moved.ts';
import { SwapPlanWhenDeliveryPromised } from './reactions/swap-plan-when-delivery-promised.ts';
import { WithdrawJobWhenItemWithdrawn } from './reactions/withdraw-job-when-item-withdrawn.ts';
import { WithdrawJobsWhenVisitCancelled } from './reactions/withdraw-jobs-when-visit-cancelled.ts';
import { Bookings } from './store/booking.mapping.ts';
import { Jobs } from './store/job.mapping.ts';
import { migration as workshop } from './store/migrations/0001-workshop.ts';
import { VisitWorks } from './store/visit-work.mapping.ts';
import en from './texts/en.json' with { type: 'json' };
import zh from './texts/zh.json' with { type: 'json' };
import { WorkshopController } from './workshop.grpc.ts';

export const WorkshopModule = ServiceModule.for({
  name: 'workshop',
  controller: WorkshopController,
  reactions: [
    AuthoriseJobsWhenRepairOrderCountersigned,
    ChangeJobsWhenRepairOrderChanged,
    WithdrawJobWhenItemWithdrawn,
    WithdrawJobsWhenVisitCancelled,
    BookSlotWhenAppointmentConfirmed,
    MoveSlotWhenAppointmentMoved,
    FreeSlotWhenAppointmentCancelled,
    FreeSlotWhenVisitMarkedNoShow,
    FreeSlotWhenVisitCancelled,
    SwapPlanWhenDeliveryPromised,
  ],
  stores: [Jobs, VisitWorks, Bookings, Stations, Staff, Forms],
  migrations: [workshop],
  texts: { en, zh },
  keeps: ['waystation.network.v1.CodeListState', 'waystation.network.v1.LabourOperationState'],
});
