import type { Steps } from '@waystation/model';
import type { AppointmentEvents } from './appointment-events.ts';

export type AppointmentStatus = 'requested' | 'confirmed' | 'kept' | 'no_show' | 'cancelled' | 'declined';

const open = ['requested', 'confirmed'] as const;

/** Steps of an appointment, and the statuses that allow them. A vehicle that arrives late turns a no-show into a kept appointment. */
export const appointmentSteps = {
  amend: { from: ['requested'], event: 'AppointmentAmended' },
  decline: { from: ['requested'], to: 'declined', event: 'AppointmentDeclined' },
  recordPreDiagnosis: { from: ['requested'], event: 'PreDiagnosisRecorded' },
  requestDiagnosisHelp: { from: ['requested'], event: 'DiagnosisHelpRequested' },
  answerDiagnosisHelp: { from: open, event: 'DiagnosisHelpAnswered' },
  estimate: { from: ['requested'], event: 'AppointmentEstimated' },
  explainEstimate: { from: ['requested'], event: 'EstimateExplained' },
  chooseSlot: { from: ['requested'], event: 'SlotChosen' },
  assignAdvisor: { from: ['requested'], event: 'AdvisorAssigned' },
  confirm: { from: ['requested'], to: 'confirmed', event: 'AppointmentConfirmed' },

  markPreparationItem: { from: ['confirmed'], event: 'PreparationItemMarked' },
  move: { from: ['confirmed'], event: 'AppointmentMoved' },
  remind: { from: ['confirmed'], event: 'ReconfirmationDue' },
  reconfirmAppointment: { from: ['confirmed'], event: 'AppointmentReconfirmed' },
  cancel: { from: open, to: 'cancelled', event: 'AppointmentCancelled' },

  keep: { from: [...open, 'no_show'], to: 'kept', event: 'AppointmentKept' },
  markNoShow: { from: ['confirmed'], to: 'no_show', event: 'AppointmentMarkedNoShow' },
} as const satisfies Steps<AppointmentStatus, AppointmentEvents>;
