import { UseCase, type Call } from '@waystation/call';
import type {
  ConfirmAppointmentRequest,
  ConfirmAppointmentResponse,
} from '@waystation/contracts/appointments/v1/service';
import type { Slot } from '@waystation/contracts/workshop/v1/events';
import { NotFound, Refused } from '@waystation/model';
import { Staff, Stations } from '@waystation/reference';
import { Reader } from '@waystation/store';
import { Workshop } from '../clients.ts';
import { Appointments } from '../store/appointment.mapping.ts';
import { otherAppointment } from '../store/other-appointment.ts';
import { slotQuestion } from '../store/slot-question.ts';

@UseCase()
export class ConfirmAppointment {
  constructor(
    private readonly appointments: Appointments,
    private readonly stations: Stations,
    private readonly staff: Staff,
    private readonly reader: Reader,
    private readonly workshop: Workshop,
  ) {}

  /** Slot that the workshop holds; undefined if it holds none, which `execute` reports with everything else missing. */
  async ask({ stationId, appointmentId }: ConfirmAppointmentRequest, call: Call): Promise<Slot | undefined> {
    const { visitId, bookingId } = await slotQuestion(this.reader, appointmentId, 'confirm');
    if (!bookingId) return undefined;
    const [claimed] = await Promise.allSettled([this.workshop.claimSlot({ stationId, visitId, bookingId }, call)]);
    if (claimed.status === 'fulfilled') return claimed.value.slot;
    if (claimed.reason instanceof NotFound || claimed.reason instanceof Refused) return undefined;
    throw claimed.reason;
  }

  async execute(
    { appointmentId }: ConfirmAppointmentRequest,
    { now }: Call,
    claimed: Slot | undefined,
  ): Promise<ConfirmAppointmentResponse> {
    const [appointment, { timeZone }, other] = await Promise.all([
      this.appointments.get(appointmentId),
      this.stations.own(),
      otherAppointment(appointmentId),
    ]);
    const advisor = await this.staff.member(appointment.advisorId);
    appointment.confirm(claimed, { advisor, timeZone, other }, now);
    const { status, revision, slot } = appointment;
    return { appointmentId, status, revision, slot, pendingTimers: appointment.reminders(timeZone, now) };
  }
}
