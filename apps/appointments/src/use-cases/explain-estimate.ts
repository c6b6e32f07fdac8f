import { UseCase, type Call } from '@waystation/call';
import type { ExplainEstimateRequest, ExplainEstimateResponse } from '@waystation/contracts/appointments/v1/service';
import { Appointments } from '../store/appointment.mapping.ts';

@UseCase()
export class ExplainEstimate {
  constructor(private readonly appointments: Appointments) {}

  async execute(
    { appointmentId, ...explanation }: ExplainEstimateRequest,
    { actor, now }: Call,
  ): Promise<ExplainEstimateResponse> {
    const appointment = await this.appointments.get(appointmentId);
    appointment.explainEstimate(explanation, actor, now);
    return { appointmentId, status: appointment.status, revision: appointment.revision };
  }
}
