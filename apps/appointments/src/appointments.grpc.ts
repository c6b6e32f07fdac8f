import type { RpcsOf } from '@waystation/call';
import type { AppointmentsServiceServer } from '@waystation/contracts/appointments/v1/service';
import { ListEvents } from '@waystation/service';
import { FindAppointments } from './queries/find-appointments.ts';
import { GetAppointment } from './queries/get-appointment.ts';
import { ListAppointments } from './queries/list-appointments.ts';
import { ListWork } from './queries/list-work.ts';
import { AmendAppointment } from './use-cases/amend-appointment.ts';
import { AnswerDiagnosisHelp } from './use-cases/answer-diagnosis-help.ts';
import { AskDiagnosisHelp } from './use-cases/ask-diagnosis-help.ts';
import { CancelAppointment } from './use-cases/cancel-appointment.ts';
import { ChooseSlot } from './use-cases/choose-slot.ts';
import { ConfirmAppointment } from './use-cases/confirm-appointment.ts';
import { ConfirmBeforehand } from './use-cases/confirm-beforehand.ts';
import { DeclineAppointment } from './use-cases/decline-appointment.ts';
import { EstimateAppointment } from './use-cases/estimate-appointment.ts';
import { LogCall } from './use-cases/log-call.ts';
import { MarkPreparationItem } from './use-cases/mark-preparation-item.ts';
import { MoveAppointment } from './use-cases/move-appointment.ts';
import { NameAdvisor } from './use-cases/name-advisor.ts';
import { RecordPreDiagnosis } from './use-cases/record-pre-diagnosis.ts';
import { RequestAppointment } from './use-cases/request-appointment.ts';
import { TellEstimate } from './use-cases/tell-estimate.ts';

/** The step or query of each rpc. */
export const appointmentsRpcs = {
  requestAppointment: RequestAppointment,
  amendAppointment: AmendAppointment,
  declineAppointment: DeclineAppointment,
  recordPreDiagnosis: RecordPreDiagnosis,
  askDiagnosisHelp: AskDiagnosisHelp,
  answerDiagnosisHelp: AnswerDiagnosisHelp,
  estimateAppointment: EstimateAppointment,
  tellEstimate: TellEstimate,
  chooseSlot: ChooseSlot,
  nameAdvisor: NameAdvisor,
  confirmAppointment: ConfirmAppointment,
  markPreparationItem: MarkPreparationItem,
  moveAppointment: MoveAppointment,
  cancelAppointment: CancelAppointment,
  confirmBeforehand: ConfirmBeforehand,
  logCall: LogCall,
  getAppointment: GetAppointment,
  listAppointments: ListAppointments,
  findAppointments: FindAppointments,
  listWork: ListWork,
  listEvents: ListEvents,
} satisfies RpcsOf<AppointmentsServiceServer>;
