import { mapping, Store } from '@waystation/store';
import { TechnicianClock } from '../model/technician-clock.ts';

export const technicianClockMapping = mapping(TechnicianClock, {
  table: 'technician_clock',
  subject: 'technician clock',
  constraints: { technician_clock_one_job: 'TECHNICIAN_ALREADY_CLOCKED_ON' },
  properties: (p) => ({
    id: p.uuid().primary(),
    stationId: p.uuid(),
    technicianId: p.uuid(),
    jobId: p.uuid(),
    startedAt: p.datetime(),
    version: p.integer(),
  }),
});

export class TechnicianClocks extends Store.of(technicianClockMapping) {
  /** Clocks a technician off a job. */
  stop(technicianId: string, jobId: string): void {
    this.ahead('delete from technician_clock where station_id = $1 and technician_id = $2 and job_id = $3', [
      this.station,
      technicianId,
      jobId,
    ]);
  }

  /** Clocks everyone off these jobs. */
  stopAll(jobIds: readonly string[]): void {
    this.ahead('delete from technician_clock where station_id = $1 and job_id = any($2)', [this.station, jobIds]);
  }
}
