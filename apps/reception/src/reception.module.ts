import { DocumentRenderer, Documents } from '@waystation/documents';
import { GatedVisits, gateOverrides, Overrides, overrideTable } from '@waystation/overrides';
import {
  Forms,
  LabourOperations,
  referencePrices,
  ReferencePrices,
  Staff,
  Standards,
  Stations,
} from '@waystation/reference';
import { ServiceModule } from '@waystation/service';
import { Appointments, Crm, Parts, Workshop } from './clients.ts';
import { AdvanceVisitWhenInspectionPassed } from './reactions/advance-visit-when-inspection-passed.ts';
import { AdvanceVisitWhenVehicleHandedOver } from './reactions/advance-visit-when-vehicle-handed-over.ts';
import { AdvanceVisitWhenWorkReopened } from './reactions/advance-visit-when-work-reopened.ts';
import { advanceVisit } from './reactions/advance-visit.ts';
import { BookVisitWhenAppointmentConfirmed } from './reactions/book-visit-when-appointment-confirmed.ts';
import { CancelBookingWhenAppointmentCancelled } from './reactions/cancel-booking-when-appointment-cancelled.ts';
import { DraftOrderWhenAppointmentConfirmed } from './reactions/draft-order-when-appointment-confirmed.ts';
import { HoldVisitWhenExpertHelpRequested } from './reactions/hold-visit-when-expert-help-requested.ts';
import { HoldVisitWhenNonconformityRaised } from './reactions/hold-visit-when-nonconformity-raised.ts';
import { HoldVisitWhenPartsShort } from './reactions/hold-visit-when-parts-short.ts';
import { ListFindingWhenFindingReported } from './reactions/list-finding-when-finding-reported.ts';
import { MoveBookingWhenAppointmentMoved } from './reactions/move-booking-when-appointment-moved.ts';
import { RecommendWorkWhenDefectNoted } from './reactions/recommend-work-when-defect-noted.ts';
import { RecommendWorkWhenWearRecorded } from './reactions/recommend-work-when-wear-recorded.ts';
import { ReleaseVisitWhenExpertHelpAnswered } from './reactions/release-visit-when-expert-help-answered.ts';
import { ReleaseVisitWhenPartsCovered } from './reactions/release-visit-when-parts-covered.ts';
import { ReceptionController } from './reception.grpc.ts';
import { Arrivals } from './store/arrival.mapping.ts';
import { Catalogue } from './store/catalogue.ts';
import { CheckIns } from './store/check-in.mapping.ts';
import { Lookups } from './store/lookups.ts';
import { migration as visits } from './store/migrations/0001-visits.ts';
import { Recommendations } from './store/recommendation.mapping.ts';
import { RepairOrders } from './store/repair-order.mapping.ts';
import { Visits } from './store/visit.mapping.ts';
import en from './texts/en.json' with { type: 'json' };
import zh from './texts/zh.json' with { type: 'json' };
import { MarkNoShow } from './timers/mark-no-show.ts';

export const ReceptionModule = ServiceModule.for({
  name: 'reception',
  controller: ReceptionController,
  timers: [MarkNoShow],
  reactions: [
    BookVisitWhenAppointmentConfirmed,
    DraftOrderWhenAppointmentConfirmed,
    MoveBookingWhenAppointmentMoved,
    CancelBookingWhenAppointmentCancelled,
    ...advanceVisit,
    AdvanceVisitWhenWorkReopened,
    AdvanceVisitWhenInspectionPassed,
    AdvanceVisitWhenVehicleHandedOver,
    HoldVisitWhenPartsShort,
    ReleaseVisitWhenPartsCovered,
    HoldVisitWhenExpertHelpRequested,
    ReleaseVisitWhenExpertHelpAnswered,
    HoldVisitWhenNonconformityRaised,
    ListFindingWhenFindingReported,
    RecommendWorkWhenDefectNoted,
    RecommendWorkWhenWearRecorded,
  ],
  stores: [
    Arrivals,
    Visits,
    CheckIns,
    RepairOrders,
    Recommendations,
    Documents,
    Overrides,
    Catalogue,
    Forms,
    LabourOperations,
    ReferencePrices,
    Staff,
    Standards,
    Stations,
  ],
  clients: [Appointments, Crm, Parts, Workshop],
  providers: [DocumentRenderer, Lookups, { provide: GatedVisits, useExisting: Visits }],
  migrations: [visits, overrideTable, referencePrices],
  overrides: gateOverrides,
  texts: { en, zh },
  keeps: ['waystation.network.v1.CodeListState', 'waystation.network.v1.PartPricesState'],
});
