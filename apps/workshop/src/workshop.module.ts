import { Module } from '@nestjs/common';
import { service } from '@waystation/service';
import { AuthoriseJobsWhenRepairOrderSigned } from './reactions/authorise-jobs-when-repair-order-signed.ts';
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
import { migration as jobs } from './store/migrations/0001-jobs.ts';
import { migration as bookings } from './store/migrations/0002-bookings.ts';
import { Forms, Staff, Stations } from './store/reference-data.ts';
import { VisitWorks } from './store/visit-work.mapping.ts';
import en from './texts/en.json' with { type: 'json' };
import zh from './texts/zh.json' with { type: 'json' };
import { workshopRpcs } from './workshop.grpc.ts';

@Module(
  service({
    name: 'workshop',
    rpcs: workshopRpcs,
    reactions: [
      AuthoriseJobsWhenRepairOrderSigned,
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
    migrations: [jobs, bookings],
    texts: { en, zh },
    keeps: [
      'waystation.network.v1.CodeListState',
      'waystation.network.v1.StationState',
      'waystation.network.v1.StaffState',
      'waystation.network.v1.FormState',
      'waystation.network.v1.LabourOperationState',
    ],
  }),
)
export class WorkshopModule {}
