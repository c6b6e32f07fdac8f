import type {
  AdvisorAssigned,
  AppointmentAmended,
  AppointmentCancelled,
  AppointmentConfirmed,
  AppointmentDeclined,
  AppointmentEstimated,
  AppointmentKept,
  AppointmentMarkedNoShow,
  AppointmentMoved,
  AppointmentRequested,
  AppointmentReconfirmed,
  DiagnosisHelpAnswered,
  DiagnosisHelpRequested,
  EstimateExplained,
  PreDiagnosisRecorded,
  ReconfirmationDue,
  PreparationItemMarked,
  SlotChosen,
} from '@waystation/contracts/appointments/v1/events';

/** Events of an appointment. */
export interface AppointmentEvents {
  AdvisorAssigned: AdvisorAssigned;
  AppointmentAmended: AppointmentAmended;
  AppointmentCancelled: AppointmentCancelled;
  AppointmentConfirmed: AppointmentConfirmed;
  AppointmentDeclined: AppointmentDeclined;
  AppointmentEstimated: AppointmentEstimated;
  AppointmentKept: AppointmentKept;
  AppointmentMarkedNoShow: AppointmentMarkedNoShow;
  AppointmentMoved: AppointmentMoved;
  AppointmentRequested: AppointmentRequested;
  AppointmentReconfirmed: AppointmentReconfirmed;
  DiagnosisHelpAnswered: DiagnosisHelpAnswered;
  DiagnosisHelpRequested: DiagnosisHelpRequested;
  EstimateExplained: EstimateExplained;
  PreDiagnosisRecorded: PreDiagnosisRecorded;
  ReconfirmationDue: ReconfirmationDue;
  PreparationItemMarked: PreparationItemMarked;
  SlotChosen: SlotChosen;
}
