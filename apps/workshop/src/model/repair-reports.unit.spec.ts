import { eventsOf, factsOf, hash, minute, missingOf, otherHash } from '@waystation/testing/model';
import { aJob, anna, ids, lead, observation, report } from '../../testing/a-job.ts';
import type { Job } from './job.ts';
import { ReplacedReports } from './repair-reports.ts';

const at = minute(100);

describe('a repair report', () => {
  const sign = (job: Job, reportHash: string) =>
    factsOf(job, () => job.signRepairReport({ ...report, reportHash }, anna, at));

  it('replaces an earlier report, and cannot be signed twice', () => {
    const job = aJob().started().build();
    expect(sign(job, hash)).toMatchObject({ reportHash: hash, replacedReportHash: '' });
    expect(() => sign(job, hash)).toThrow('REPORT_ALREADY_SIGNED');
    expect(sign(job, otherHash)).toMatchObject({ reportHash: otherHash, replacedReportHash: hash });
    expect(job.repairReport).toMatchObject({ reportHash: otherHash });
    expect(job.replacedReports).toMatchObject([{ reportHash: hash, technicianId: anna.id, signedAt: at }]);
  });

  it('is signed by a technician who worked on the job, not by the workshop lead for them', () => {
    const job = aJob().started().build();
    expect(() => job.signRepairReport(report, lead, at)).toThrow('TECHNICIAN_NOT_ASSIGNED');
    expect(job.repairReport).toBeNull();
    const own = aJob().dispatched().build();
    own.start(lead, at);
    expect(eventsOf(own, () => own.signRepairReport(report, lead, at))).toEqual(['RepairReportSigned']);
  });

  it('covers the work done and the findings', () => {
    const job = aJob().started().build();
    const before = JSON.stringify(job.reportOf('done'));
    expect(JSON.stringify(job.reportOf('done well'))).not.toBe(before);
    job.reportFinding(ids.finding, observation, anna, at);
    expect(JSON.stringify(job.reportOf('done'))).not.toBe(before);
  });

  it('no longer counts after a later finding', () => {
    const job = aJob()
      .ready()
      .having((job, when) => job.reportFinding(ids.finding, observation, anna, when))
      .build();
    expect(missingOf(job, () => job.finish(anna, at))).toEqual(['REP-D16 REPAIR_REPORT_MISSING']);
    expect(job.replacedReports).toHaveLength(1);
  });
});

describe('the replaced reports of a job', () => {
  it('are limited to 50', () => {
    const signed = { ...report, technicianId: ids.anna, signedAt: at };
    const full = Array.from({ length: 50 }, () => signed);
    expect(() => ReplacedReports.add(full, signed)).toThrow('LIST_FULL (max=50)');
  });
});
