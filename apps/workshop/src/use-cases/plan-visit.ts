import { UseCase, type Call } from '@waystation/call';
import type { PlanVisitRequest, PlanVisitResponse } from '@waystation/contracts/workshop/v1/service';
import { slotFrom } from '@waystation/model';
import { Booking } from '../model/booking.ts';
import { horizonMinutes } from '../model/free-slots.ts';
import { openJobs, planTasks, tasksOf } from '../model/visit-plan.ts';
import { Bookings } from '../store/booking.mapping.ts';
import { Jobs } from '../store/job.mapping.ts';
import { VisitWorks } from '../store/visit-work.mapping.ts';

@UseCase()
export class PlanVisit {
  constructor(
    private readonly bookings: Bookings,
    private readonly works: VisitWorks,
    private readonly jobs: Jobs,
  ) {}

  async execute(request: PlanVisitRequest, { stationId, now, newId }: Call): Promise<PlanVisitResponse> {
    const { visitId, items, forAppointment } = request;
    const standardVersion = request.standardVersion || undefined;
    const within = slotFrom(request.notBefore ?? now, horizonMinutes);
    const [, calendar, own, work, jobs] = await Promise.all([
      this.bookings.lockCalendar(),
      this.bookings.calendar({ within, now, exceptVisitId: visitId }),
      this.bookings.ofVisit(visitId),
      this.works.findOrPlan(visitId, { stationId, standardVersion }),
      this.jobs.ofVisit(visitId),
    ]);
    for (const opened of openJobs(work, jobs, items, now)) this.jobs.add(opened);

    const earlier = own.filter(({ status }) => status === 'candidate');
    for (const candidate of earlier) candidate.free('plan_changed', now);
    this.bookings.removeReleased(earlier);

    const slots = planTasks(calendar, tasksOf(items, jobs, now), { within, forAppointment }, now);
    const visit = { stationId, visitId, standardVersion, forAppointment };
    const candidates = slots.map((slot) => Booking.plan({ bookingId: newId(), ...slot }, visit, now));
    this.bookings.addAll(candidates, now);
    return {
      finishAt: slots.at(-1)?.end ?? within.start,
      slots: candidates.map(({ slot }) => slot),
      expiresAt: candidates[0]?.expiresAt ?? undefined,
    };
  }
}
