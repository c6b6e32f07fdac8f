import { Query, type Call } from '@waystation/call';
import type { FindSlotsRequest, FindSlotsResponse } from '@waystation/contracts/workshop/v1/service';
import { findFreeSlots, horizonMinutes, slotUpTo } from '../model/free-slots.ts';
import { calendarOf } from '../store/calendar.ts';

@Query()
export class FindSlots {
  async execute(request: FindSlotsRequest, { now }: Call): Promise<FindSlotsResponse> {
    const { workKind, skill, minutes, forAppointment, technicianId, visitId } = request;
    const within = slotUpTo(horizonMinutes, { start: request.from!, end: request.to! }, 'to');
    const calendar = await calendarOf({ within, now, exceptVisitId: visitId, technicianId });
    const preferredAt = request.preferredAt ?? within.start;
    const max = request.max || 10;
    const criteria = { workKind, skill, minutes, within, preferredAt, forAppointment, technicianId, max };
    const slots = findFreeSlots(calendar, criteria, now);
    return { slots: slots.map(({ start: startAt, end: endAt, ...room }) => ({ ...room, startAt, endAt })) };
  }
}
