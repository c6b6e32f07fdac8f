import { UseCase, type Call } from '@waystation/call';
import type { NameAdvisorRequest, NameAdvisorResponse } from '@waystation/contracts/appointments/v1/service';
import { Appointments } from '../store/appointment.mapping.ts';
import { Staff } from '../store/reference-data.ts';

@UseCase()
export class NameAdvisor {
  constructor(
    private readonly appointments: Appointments,
    private readonly staff: Staff,
  ) {}

  async execute(
    { appointmentId, advisorId }: NameAdvisorRequest,
    { stationId, now }: Call,
  ): Promise<NameAdvisorResponse> {
    const [appointment, advisor] = await Promise.all([
      this.appointments.get(appointmentId),
      this.staff.ofStation(stationId, advisorId),
    ]);
    appointment.nameAdvisor(advisorId, advisor, now);
    return { appointmentId, status: appointment.status, revision: appointment.revision };
  }
}
