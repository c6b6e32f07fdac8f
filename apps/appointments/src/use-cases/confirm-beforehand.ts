import { UseCase, type Call } from '@waystation/call';
import type {
  ConfirmBeforehandRequest,
  ConfirmBeforehandResponse,
} from '@waystation/contracts/appointments/v1/service';
import type { Ahead } from '../model/reminders.ts';
import { Appointments } from '../store/appointment.mapping.ts';

@UseCase()
export class ConfirmBeforehand {
  constructor(private readonly appointments: Appointments) {}

  async execute(
    { appointmentId, ahead, answer }: ConfirmBeforehandRequest,
    { actor, now }: Call,
  ): Promise<ConfirmBeforehandResponse> {
    const appointment = await this.appointments.get(appointmentId);
    appointment.confirmBeforehand(ahead as Ahead, answer, actor.id, now);
    const { status, revision, isReady: ready } = appointment;
    return { appointmentId, status, revision, ready };
  }
}
