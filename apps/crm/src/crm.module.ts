import { Forms, Stations } from '@waystation/reference';
import { ServiceModule } from '@waystation/service';
import { CrmController } from './crm.grpc.ts';
import { KeepGuaranteeWhenGuaranteeCertificateIssued } from './reactions/keep-guarantee-when-guarantee-certificate-issued.ts';
import { KeepRecommendationWhenRecommendationAnswered } from './reactions/keep-recommendation-when-recommendation-answered.ts';
import { KeepRecommendationWhenWorkRecommended } from './reactions/keep-recommendation-when-work-recommended.ts';
import { NoteVisitWhenVisitOpened } from './reactions/note-visit-when-visit-opened.ts';
import { OpenFollowUpWhenVehicleDelivered } from './reactions/open-follow-up-when-vehicle-delivered.ts';
import { RecordMeterWhenConditionRecorded } from './reactions/record-meter-when-condition-recorded.ts';
import { SettleRecommendationsWhenVehicleDelivered } from './reactions/settle-recommendations-when-vehicle-delivered.ts';
import { CustomerPhones } from './store/customer-phone.mapping.ts';
import { Customers } from './store/customer.mapping.ts';
import { FollowUps } from './store/follow-up.mapping.ts';
import { migration as crm } from './store/migrations/0001-crm.ts';
import { StationVehicles } from './store/station-vehicle.mapping.ts';
import { Vehicles } from './store/vehicle.mapping.ts';
import en from './texts/en.json' with { type: 'json' };
import zh from './texts/zh.json' with { type: 'json' };
import { ExpireFollowUp } from './timers/expire-follow-up.ts';

export const CrmModule = ServiceModule.for({
  name: 'crm',
  controller: CrmController,
  timers: [ExpireFollowUp],
  reactions: [
    NoteVisitWhenVisitOpened,
    RecordMeterWhenConditionRecorded,
    KeepRecommendationWhenWorkRecommended,
    KeepRecommendationWhenRecommendationAnswered,
    KeepGuaranteeWhenGuaranteeCertificateIssued,
    SettleRecommendationsWhenVehicleDelivered,
    OpenFollowUpWhenVehicleDelivered,
  ],
  stores: [Customers, CustomerPhones, Vehicles, StationVehicles, FollowUps, Forms, Stations],
  migrations: [crm],
  texts: { en, zh },
});
