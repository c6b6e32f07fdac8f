import { UseCase, type Call } from '@waystation/call';
import type { TellEstimateRequest, TellEstimateResponse } from '@waystation/contracts/appointments/v1/service';
import { Appointments } from '../store/appointment.mapping.ts';

@UseCase()
export class TellEstimate {
  constructor(private readonly appointments: Appointments) {}

  async execute(
    { appointmentId, ...telling }: TellEstimateRequest,
    { actor, now }: Call,
  ): Promise<TellEstimateResponse> {
    const appointment = await this.appointments.get(appointmentId);
    appointment.tellEstimate(telling, actor.id, now);
    return { appointmentId, status: appointment.status, revision: appointment.revision };
  }
}
