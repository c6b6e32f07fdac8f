import { GrpcController } from '@waystation/call';
import { AppointmentsServiceService } from '@waystation/contracts/appointments/v1/service';
import { ListEvents } from '@waystation/service';
import { FindAppointments } from './queries/find-appointments.ts';
import { GetAppointment } from './queries/get-appointment.ts';
import { ListAppointments } from './queries/list-appointments.ts';
import { ListWork } from './queries/list-work.ts';
import { AmendAppointment } from './use-cases/amend-appointment.ts';
import { AnswerDiagnosisHelp } from './use-cases/answer-diagnosis-help.ts';
import { AssignAdvisor } from './use-cases/assign-advisor.ts';
import { CancelAppointment } from './use-cases/cancel-appointment.ts';
import { ChooseSlot } from './use-cases/choose-slot.ts';
import { ConfirmAppointment } from './use-cases/confirm-appointment.ts';
import { DeclineAppointment } from './use-cases/decline-appointment.ts';
import { EstimateAppointment } from './use-cases/estimate-appointment.ts';
import { ExplainEstimate } from './use-cases/explain-estimate.ts';
import { LogCall } from './use-cases/log-call.ts';
import { MarkPreparationItem } from './use-cases/mark-preparation-item.ts';
import { MoveAppointment } from './use-cases/move-appointment.ts';
import { ReconfirmAppointment } from './use-cases/reconfirm-appointment.ts';
import { RecordPreDiagnosis } from './use-cases/record-pre-diagnosis.ts';
import { RequestAppointment } from './use-cases/request-appointment.ts';
import { RequestDiagnosisHelp } from './use-cases/request-diagnosis-help.ts';

/** The step or query of each rpc. */
export class AppointmentsController extends GrpcController.of(AppointmentsServiceService, {
  requestAppointment: RequestAppointment,
  amendAppointment: AmendAppointment,
  declineAppointment: DeclineAppointment,
  recordPreDiagnosis: RecordPreDiagnosis,
  requestDiagnosisHelp: RequestDiagnosisHelp,
  answerDiagnosisHelp: AnswerDiagnosisHelp,
  estimateAppointment: EstimateAppointment,
  explainEstimate: ExplainEstimate,
  chooseSlot: ChooseSlot,
  assignAdvisor: AssignAdvisor,
  confirmAppointment: ConfirmAppointment,
  markPreparationItem: MarkPreparationItem,
  moveAppointment: MoveAppointment,
  cancelAppointment: CancelAppointment,
  reconfirmAppointment: ReconfirmAppointment,
  logCall: LogCall,
  getAppointment: GetAppointment,
  listAppointments: ListAppointments,
  findAppointments: FindAppointments,
  listWork: ListWork,
  listEvents: ListEvents,
}) {}
