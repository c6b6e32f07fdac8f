import { UseCase, type Call } from '@waystation/call';
import type {
  RecordPreDiagnosisRequest,
  RecordPreDiagnosisResponse,
} from '@waystation/contracts/appointments/v1/service';
import { LabourOperations } from '@waystation/reference';
import { Appointments } from '../store/appointment.mapping.ts';

@UseCase()
export class RecordPreDiagnosis {
  constructor(
    private readonly appointments: Appointments,
    private readonly operations: LabourOperations,
  ) {}

  async execute(
    { appointmentId, diagnoses }: RecordPreDiagnosisRequest,
    { actor, now }: Call,
  ): Promise<RecordPreDiagnosisResponse> {
    const appointment = await this.appointments.get(appointmentId);
    const codes = diagnoses.flatMap(({ operations }) => operations);
    const published = await this.operations.inForce([...codes, ...appointment.operationCodes], now);
    appointment.recordPreDiagnosis(diagnoses, published, actor, now);
    const { status, revision, slotRequirement } = appointment;
    return { appointmentId, status, revision, slotRequirement };
  }
}
