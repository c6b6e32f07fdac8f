import { UseCase, type Call } from '@waystation/call';
import type { AssignAdvisorRequest, AssignAdvisorResponse } from '@waystation/contracts/appointments/v1/service';
import { Staff } from '@waystation/reference';
import { Appointments } from '../store/appointment.mapping.ts';

@UseCase()
export class AssignAdvisor {
  constructor(
    private readonly appointments: Appointments,
    private readonly staff: Staff,
  ) {}

  async execute({ appointmentId, advisorId }: AssignAdvisorRequest, { now }: Call): Promise<AssignAdvisorResponse> {
    const [appointment, advisor] = await Promise.all([
      this.appointments.get(appointmentId),
      this.staff.member(advisorId),
    ]);
    appointment.assignAdvisor(advisorId, advisor, now);
    return { appointmentId, status: appointment.status, revision: appointment.revision };
  }
}
