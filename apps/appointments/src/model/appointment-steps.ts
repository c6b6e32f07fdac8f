import type { Steps } from '@waystation/model';
import type { AppointmentEvents } from './appointment-events.ts';

export type AppointmentStatus = 'requested' | 'confirmed' | 'kept' | 'missed' | 'cancelled' | 'declined';

const open = ['requested', 'confirmed'] as const;

/** What is done to an appointment, in which of its statuses. A truck that comes late is not missed after all. */
export const appointmentSteps = {
  amend: { from: ['requested'], event: 'AppointmentAmended' },
  decline: { from: ['requested'], to: 'declined', event: 'AppointmentDeclined' },
  recordPreDiagnosis: { from: ['requested'], event: 'PreDiagnosisRecorded' },
  askDiagnosisHelp: { from: ['requested'], event: 'DiagnosisHelpAsked' },
  answerDiagnosisHelp: { from: open, event: 'DiagnosisHelpAnswered' },
  estimate: { from: ['requested'], event: 'AppointmentEstimated' },
  tellEstimate: { from: ['requested'], event: 'EstimateTold' },
  chooseSlot: { from: ['requested'], event: 'SlotChosen' },
  nameAdvisor: { from: ['requested'], event: 'AdvisorNamed' },
  confirm: { from: ['requested'], to: 'confirmed', event: 'AppointmentConfirmed' },

  markPreparationItem: { from: ['confirmed'], event: 'PreparationItemMarked' },
  move: { from: ['confirmed'], event: 'AppointmentMoved' },
  fallDue: { from: ['confirmed'], event: 'PreparationDue' },
  confirmBeforehand: { from: ['confirmed'], event: 'BeforehandConfirmed' },
  cancel: { from: open, to: 'cancelled', event: 'AppointmentCancelled' },

  keep: { from: [...open, 'missed'], to: 'kept', event: 'AppointmentKept' },
  miss: { from: ['confirmed'], to: 'missed', event: 'AppointmentMissed' },
} as const satisfies Steps<AppointmentStatus, AppointmentEvents>;
