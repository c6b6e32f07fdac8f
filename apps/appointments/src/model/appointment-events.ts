import type {
  AdvisorNamed,
  AppointmentAmended,
  AppointmentCancelled,
  AppointmentConfirmed,
  AppointmentDeclined,
  AppointmentEstimated,
  AppointmentKept,
  AppointmentMissed,
  AppointmentMoved,
  AppointmentRequested,
  BeforehandConfirmed,
  DiagnosisHelpAnswered,
  DiagnosisHelpAsked,
  EstimateTold,
  PreDiagnosisRecorded,
  PreparationDue,
  PreparationItemMarked,
  SlotChosen,
} from '@waystation/contracts/appointments/v1/events';

/** What an appointment publishes. */
export interface AppointmentEvents {
  AdvisorNamed: AdvisorNamed;
  AppointmentAmended: AppointmentAmended;
  AppointmentCancelled: AppointmentCancelled;
  AppointmentConfirmed: AppointmentConfirmed;
  AppointmentDeclined: AppointmentDeclined;
  AppointmentEstimated: AppointmentEstimated;
  AppointmentKept: AppointmentKept;
  AppointmentMissed: AppointmentMissed;
  AppointmentMoved: AppointmentMoved;
  AppointmentRequested: AppointmentRequested;
  BeforehandConfirmed: BeforehandConfirmed;
  DiagnosisHelpAnswered: DiagnosisHelpAnswered;
  DiagnosisHelpAsked: DiagnosisHelpAsked;
  EstimateTold: EstimateTold;
  PreDiagnosisRecorded: PreDiagnosisRecorded;
  PreparationDue: PreparationDue;
  PreparationItemMarked: PreparationItemMarked;
  SlotChosen: SlotChosen;
}
