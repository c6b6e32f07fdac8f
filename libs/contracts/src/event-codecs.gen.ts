// Made by npm run generate from the protos; never edited.
import type { EventCodec } from './event-codec.ts';
import * as network_v1_state from './gen/waystation/network/v1/state.ts';
import * as reception_v1_events from './gen/waystation/reception/v1/events.ts';
import * as standard_v1_events from './gen/waystation/standard/v1/events.ts';
import * as workshop_v1_events from './gen/waystation/workshop/v1/events.ts';

/** How each published message is written and read, by its full name. */
export const eventCodecs: Readonly<Record<string, EventCodec>> = {
  'waystation.network.v1.StationState': network_v1_state.StationState as unknown as EventCodec,
  'waystation.network.v1.StaffState': network_v1_state.StaffState as unknown as EventCodec,
  'waystation.network.v1.PriceListState': network_v1_state.PriceListState as unknown as EventCodec,
  'waystation.network.v1.LabourOperationState': network_v1_state.LabourOperationState as unknown as EventCodec,
  'waystation.network.v1.FormState': network_v1_state.FormState as unknown as EventCodec,
  'waystation.network.v1.StandardState': network_v1_state.StandardState as unknown as EventCodec,
  'waystation.reception.v1.RepairOrderSigned': reception_v1_events.RepairOrderSigned as unknown as EventCodec,
  'waystation.reception.v1.RepairOrderChanged': reception_v1_events.RepairOrderChanged as unknown as EventCodec,
  'waystation.reception.v1.ItemWithdrawn': reception_v1_events.ItemWithdrawn as unknown as EventCodec,
  'waystation.reception.v1.VisitCancelled': reception_v1_events.VisitCancelled as unknown as EventCodec,
  'waystation.standard.v1.RuleMissed': standard_v1_events.RuleMissed as unknown as EventCodec,
  'waystation.standard.v1.RuleOverridden': standard_v1_events.RuleOverridden as unknown as EventCodec,
  'waystation.workshop.v1.JobOpened': workshop_v1_events.JobOpened as unknown as EventCodec,
  'waystation.workshop.v1.JobAuthorised': workshop_v1_events.JobAuthorised as unknown as EventCodec,
  'waystation.workshop.v1.JobWithdrawn': workshop_v1_events.JobWithdrawn as unknown as EventCodec,
  'waystation.workshop.v1.JobDispatched': workshop_v1_events.JobDispatched as unknown as EventCodec,
  'waystation.workshop.v1.JobStarted': workshop_v1_events.JobStarted as unknown as EventCodec,
  'waystation.workshop.v1.JobPaused': workshop_v1_events.JobPaused as unknown as EventCodec,
  'waystation.workshop.v1.JobResumed': workshop_v1_events.JobResumed as unknown as EventCodec,
  'waystation.workshop.v1.JobReassigned': workshop_v1_events.JobReassigned as unknown as EventCodec,
  'waystation.workshop.v1.ClockCorrected': workshop_v1_events.ClockCorrected as unknown as EventCodec,
  'waystation.workshop.v1.ManualCited': workshop_v1_events.ManualCited as unknown as EventCodec,
  'waystation.workshop.v1.ToolTaken': workshop_v1_events.ToolTaken as unknown as EventCodec,
  'waystation.workshop.v1.ToolReturned': workshop_v1_events.ToolReturned as unknown as EventCodec,
  'waystation.workshop.v1.SafetyConfirmed': workshop_v1_events.SafetyConfirmed as unknown as EventCodec,
  'waystation.workshop.v1.FindingReported': workshop_v1_events.FindingReported as unknown as EventCodec,
  'waystation.workshop.v1.ExpertAsked': workshop_v1_events.ExpertAsked as unknown as EventCodec,
  'waystation.workshop.v1.ExpertAnswered': workshop_v1_events.ExpertAnswered as unknown as EventCodec,
  'waystation.workshop.v1.ProtectionConfirmed': workshop_v1_events.ProtectionConfirmed as unknown as EventCodec,
  'waystation.workshop.v1.PartFitted': workshop_v1_events.PartFitted as unknown as EventCodec,
  'waystation.workshop.v1.SelfInspectionCompleted': workshop_v1_events.SelfInspectionCompleted as unknown as EventCodec,
  'waystation.workshop.v1.RepairReportSigned': workshop_v1_events.RepairReportSigned as unknown as EventCodec,
  'waystation.workshop.v1.JobFinished': workshop_v1_events.JobFinished as unknown as EventCodec,
  'waystation.workshop.v1.CourtesyWorkRecorded': workshop_v1_events.CourtesyWorkRecorded as unknown as EventCodec,
  'waystation.workshop.v1.WorkFinished': workshop_v1_events.WorkFinished as unknown as EventCodec,
  'waystation.workshop.v1.WorkReopened': workshop_v1_events.WorkReopened as unknown as EventCodec,
};
