import { UseCase, type Call } from '@waystation/call';
import type {
  MarkPreparationItemRequest,
  MarkPreparationItemResponse,
} from '@waystation/contracts/appointments/v1/service';
import { Appointments } from '../store/appointment.mapping.ts';

@UseCase()
export class MarkPreparationItem {
  constructor(private readonly appointments: Appointments) {}

  async execute(
    { appointmentId, item, ready, reason }: MarkPreparationItemRequest,
    { actor, now }: Call,
  ): Promise<MarkPreparationItemResponse> {
    const appointment = await this.appointments.get(appointmentId);
    appointment.markPreparationItem({ item, ready, reason }, actor, now);
    const { status, revision } = appointment;
    const preparation = appointment.preparation.map(({ markedBy, markedAt, ...each }) => ({
      ...each,
      markedBy: markedBy ?? '',
      markedAt: markedAt ?? undefined,
    }));
    return { appointmentId, status, revision, preparation };
  }
}
