import { LabourOperations, referencePrices, ReferencePrices, Staff, Standards, Stations } from '@waystation/reference';
import { ServiceModule } from '@waystation/service';
import { AppointmentsController } from './appointments.grpc.ts';
import { Crm, Workshop } from './clients.ts';
import { KeepAppointmentWhenVisitOpened } from './reactions/keep-appointment-when-visit-opened.ts';
import { MarkBayWhenSlotBooked } from './reactions/mark-bay-when-slot-booked.ts';
import { MarkDraftWhenRepairOrderDrafted } from './reactions/mark-draft-when-repair-order-drafted.ts';
import { MarkNoShowWhenVisitMarkedNoShow } from './reactions/mark-no-show-when-visit-marked-no-show.ts';
import { MarkPartsWhenPartsShelved } from './reactions/mark-parts-when-parts-shelved.ts';
import { MarkPartsWhenPartsShort } from './reactions/mark-parts-when-parts-short.ts';
import { Appointments } from './store/appointment.mapping.ts';
import { migration as appointments } from './store/migrations/0001-appointments.ts';
import { PhoneCalls } from './store/phone-call.mapping.ts';
import en from './texts/en.json' with { type: 'json' };
import zh from './texts/zh.json' with { type: 'json' };
import { RemindOneDayBefore } from './timers/remind-one-day-before.ts';
import { RemindOneHourBefore } from './timers/remind-one-hour-before.ts';

export const AppointmentsModule = ServiceModule.for({
  name: 'appointments',
  controller: AppointmentsController,
  timers: [RemindOneDayBefore, RemindOneHourBefore],
  reactions: [
    KeepAppointmentWhenVisitOpened,
    MarkNoShowWhenVisitMarkedNoShow,
    MarkPartsWhenPartsShelved,
    MarkPartsWhenPartsShort,
    MarkBayWhenSlotBooked,
    MarkDraftWhenRepairOrderDrafted,
  ],
  stores: [Appointments, PhoneCalls, Stations, Staff, Standards, ReferencePrices, LabourOperations],
  clients: [Workshop, Crm],
  migrations: [appointments, referencePrices],
  texts: { en, zh },
  keeps: ['waystation.network.v1.CodeListState', 'waystation.network.v1.PartPricesState'],
});
