import { UseCase, type Call } from '@waystation/call';
import type { MoveAppointmentRequest, MoveAppointmentResponse } from '@waystation/contracts/appointments/v1/service';
import type { Slot } from '@waystation/contracts/workshop/v1/events';
import { Staff, Stations } from '@waystation/reference';
import { Reader } from '@waystation/store';
import { Workshop } from '../clients.ts';
import { agreedSlot } from '../model/agreed-slot.ts';
import { noticeOf } from '../model/notice.ts';
import { mustBeTheOnlyOne } from '../model/other-appointment.ts';
import { slotRequirementOf } from '../model/plan.ts';
import { Appointments } from '../store/appointment.mapping.ts';
import { otherAppointment } from '../store/other-appointment.ts';
import { slotQuestion } from '../store/slot-question.ts';

/** Slot kept by the workshop, and the revision of the appointment that it was requested for. */
interface Kept {
  slot: Slot;
  revision: number;
}

@UseCase()
export class MoveAppointment {
  constructor(
    private readonly appointments: Appointments,
    private readonly stations: Stations,
    private readonly staff: Staff,
    private readonly reader: Reader,
    private readonly workshop: Workshop,
  ) {}

  async ask(request: MoveAppointmentRequest, call: Call): Promise<Kept> {
    const { stationId, appointmentId, bayId, technicianId, startAt, endAt } = request;
    const [question, other] = await Promise.all([
      slotQuestion(this.reader, appointmentId, 'move'),
      otherAppointment(appointmentId, request),
    ]);
    mustBeTheOnlyOne(other);
    const { visitId, standardVersion, operations, revision } = question;
    const { workKind, skill } = slotRequirementOf(operations);
    const room = { stationId, visitId, bayId, technicianId, startAt, endAt, workKind, skill };
    const hold = { ...room, standardVersion: standardVersion ?? '', replaces: [] };
    const slot = (await this.workshop.holdSlot(hold, call)).slot!;
    // A dry run holds no slot that could be claimed.
    if (!call.validateOnly) await this.workshop.claimSlot({ stationId, visitId, bookingId: slot.bookingId }, call);
    return { slot, revision };
  }

  async execute(
    request: MoveAppointmentRequest,
    { now }: Call,
    { slot: kept, revision: seen }: Kept,
  ): Promise<MoveAppointmentResponse> {
    const { appointmentId, movedBy, reason } = request;
    const [appointment, { timeZone }] = await Promise.all([this.appointments.get(appointmentId), this.stations.own()]);
    const advisorId = request.advisorId || appointment.advisorId!;
    const advisor = await this.staff.member(advisorId);
    appointment.mustBeAt(seen);
    const move = { movedBy, reason, slot: agreedSlot(kept), advisorId };
    appointment.move(move, noticeOf(request), { advisor, timeZone }, now);
    const { status, revision, slot } = appointment;
    return { appointmentId, status, revision, slot, pendingTimers: appointment.reminders(timeZone, now) };
  }
}
