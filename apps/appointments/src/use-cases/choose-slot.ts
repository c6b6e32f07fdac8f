import { UseCase, type Call } from '@waystation/call';
import type { ChooseSlotRequest, ChooseSlotResponse } from '@waystation/contracts/appointments/v1/service';
import type { HoldSlotResponse } from '@waystation/contracts/workshop/v1/service';
import { Reader } from '@waystation/store';
import { Workshop } from '../clients.ts';
import { agreedSlot } from '../model/agreed-slot.ts';
import { mustBeTheOnlyOne } from '../model/other-appointment.ts';
import { slotRequirementOf } from '../model/plan.ts';
import { Appointments } from '../store/appointment.mapping.ts';
import { otherAppointment } from '../store/other-appointment.ts';
import { slotQuestion } from '../store/slot-question.ts';

/** Slot held by the workshop, and the revision of the appointment that it was requested for. */
interface Held extends HoldSlotResponse {
  revision: number;
}

@UseCase()
export class ChooseSlot {
  constructor(
    private readonly appointments: Appointments,
    private readonly reader: Reader,
    private readonly workshop: Workshop,
  ) {}

  async ask({ appointmentId, ...slot }: ChooseSlotRequest, call: Call): Promise<Held> {
    const [question, other] = await Promise.all([
      slotQuestion(this.reader, appointmentId, 'chooseSlot'),
      otherAppointment(appointmentId, slot),
    ]);
    mustBeTheOnlyOne(other);
    const { visitId, standardVersion, bookingId, operations, revision } = question;
    const { workKind, skill } = slotRequirementOf(operations);
    const about = { visitId, standardVersion: standardVersion ?? '', workKind, skill };
    const held = await this.workshop.holdSlot({ ...slot, ...about, replaces: bookingId ? [bookingId] : [] }, call);
    return { ...held, revision };
  }

  async execute(
    { appointmentId }: ChooseSlotRequest,
    { now }: Call,
    { slot: held, expiresAt, revision: seen }: Held,
  ): Promise<ChooseSlotResponse> {
    const appointment = await this.appointments.get(appointmentId);
    appointment.mustBeAt(seen);
    appointment.chooseSlot(agreedSlot(held!), now);
    const { status, revision, slot, isAsPreferred: asPreferred } = appointment;
    return { appointmentId, status, revision, slot, expiresAt, asPreferred };
  }
}
