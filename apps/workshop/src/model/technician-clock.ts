/** Says that a technician is at work on a job. There is one at most for each technician, and none once he clocked off. */
export class TechnicianClock {
  declare id: string;
  declare stationId: string;
  declare technicianId: string;
  declare jobId: string;
  declare startedAt: Date;
  declare version: number;

  static start(id: string, technicianId: string, job: { id: string; stationId: string }, at: Date): TechnicianClock {
    const clock = new TechnicianClock();
    clock.id = id;
    clock.stationId = job.stationId;
    clock.technicianId = technicianId;
    clock.jobId = job.id;
    clock.startedAt = at;
    return clock;
  }
}
