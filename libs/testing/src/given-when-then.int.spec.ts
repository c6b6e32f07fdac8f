import { describe, expect, it } from '@jest/globals';
import { Reaction, type Call } from '@waystation/call';
import type { RepairOrderCountersigned } from '@waystation/contracts/reception/v1/events';
import { ConfirmProtection, fakeWorkshop, Job, Jobs, StartJob } from '@waystation/service/testing';
import type { Scene } from './scene.ts';
import { describeService } from './suites/service.ts';
import { startTestService } from './test-service.ts';

const jobId = '01980000-0000-7000-8000-000000000001';
const visitId = '01980000-0000-7000-8000-00000000000b';
const signed = 'waystation.reception.v1.RepairOrderCountersigned';

@Reaction(signed)
class ConfirmWhenRepairOrderCountersigned {
  readonly jobs: Jobs;
  constructor(jobs: Jobs) {
    this.jobs = jobs;
  }

  async execute({ repairOrderId }: RepairOrderCountersigned, { actor, now }: Call): Promise<void> {
    (await this.jobs.get(repairOrderId)).confirm(actor.id === 'workshop' ? technician.id : actor.id, now);
  }
}

const workshop = await startTestService(fakeWorkshop({ reactions: [ConfirmWhenRepairOrderCountersigned] }));
const { given } = workshop;
const { technician, advisor, outsider } = workshop.actors;

const aJob = (id = jobId) => ({
  build: (scene: Scene) => Job.dispatched(scene.id(id), scene.stationId, scene.id(visitId)),
});

describe('A given-when-then test', () => {
  it('checks the published events and the answer', async () => {
    await given(aJob())
      .when(ConfirmProtection, (job) => ({ jobId: job.id }), { by: technician })
      .thenPublished('ProtectionConfirmed', { technicianId: technician.id, at: workshop.clock.now() })
      .andAnswered({ status: 'confirmed' })
      .andTook(2);
    expect(await workshop.outboxOf(visitId)).toHaveLength(1);
  });

  it('checks the refusal and its rule', async () => {
    await given(aJob())
      .when(StartJob, { jobId }, { by: technician })
      .thenRefused('JOB_NOT_AUTHORISED', 'REP-D01')
      .andNothingWasPublished();
    await given().when(StartJob, { jobId }, { by: advisor }).thenNotAllowed('ROLE_MISSING');
    await given().when(StartJob, { jobId }, { by: outsider }).thenRefused('JOB_NOT_FOUND');
    await given().when(StartJob, { jobId: 'x' }, { by: technician }).thenInvalid('job_id');
  });

  it('counts only the events of the step under test', async () => {
    await given(aJob())
      .after(ConfirmProtection, { jobId }, { by: technician })
      .when(ConfirmProtection, { jobId }, { by: technician })
      .thenRefused('WRONG_STATE')
      .andNothingWasPublished();
  });

  it('checks reactions to events', async () => {
    await given(aJob())
      .whenArrives(signed, (job) => ({ visitId, repairOrderId: job.id }))
      .thenPublishedOnly('ProtectionConfirmed');
  });

  it('starts with empty tables and a reset clock', async () => {
    expect(await workshop.events()).toEqual([]);
    expect(workshop.clock.now().toISOString()).toBe('2026-03-02T08:00:00.000Z');
  });

  it('fails with a message that shows the actual result', async () => {
    const confirm = () =>
      given(aJob(workshop.newId())).when(ConfirmProtection, (job) => ({ jobId: job.id }), { by: technician });
    const start = () => given(aJob(workshop.newId())).when(StartJob, (job) => ({ jobId: job.id }), { by: technician });
    const failed = async (expectation: PromiseLike<unknown>) => {
      const error = await Promise.resolve(expectation).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(Error);
      return (error as Error).message;
    };
    expect(await failed(confirm().thenRefused('X'))).toMatch('expected a refusal, but it was answered');
    expect(await failed(confirm().thenPublished('JobStarted'))).toBe(
      'expected JobStarted to be published, not ProtectionConfirmed',
    );
    expect(await failed(confirm().thenPublished('ProtectionConfirmed', { technicianId: 'x' }))).toMatch(technician.id);
    expect(await failed(confirm().andNothingWasPublished())).toMatch('ProtectionConfirmed');
    expect(await failed(confirm().andAnswered({ status: 'eaten' }))).toMatch('eaten');
    expect(await failed(start())).toMatch('REP-D01 JOB_NOT_AUTHORISED');
    expect(await failed(start().andNothingWasPublished())).toMatch('JOB_NOT_AUTHORISED');
    expect(await failed(start().thenRefused('JOB_NOT_AUTHORISED', 'REP-D02'))).toMatch(
      'expected a refusal by JOB_NOT_AUTHORISED REP-D02',
    );
    expect(await failed(start().thenNotFound())).toMatch('expected not found');
    expect(await failed(start().thenUnavailable())).toMatch('expected unavailable');
    expect(await failed(start().thenRefusedOnly('X'))).toMatch('expected a refusal by X');
  });

  it('reports a failure at the line of the expectation', async () => {
    const expectation = given(aJob()).when(ConfirmProtection, { jobId }, { by: technician }).andTook(9);
    const error = await Promise.resolve(expectation).catch((caught: unknown) => caught as Error);
    expect((error as Error).stack!.split('\n').find((line) => line.includes(' at '))).toContain(
      'given-when-then.int.spec.ts',
    );
  });
});

const ofJob = { given: [aJob()], request: (job: Job) => ({ jobId: job.id }), by: 'technician' } as const;
const samples = {
  steps: { ConfirmProtection: ofJob },
  queries: { ListEvents: { ...ofJob, request: { visitId } } },
  reactions: {
    ConfirmWhenRepairOrderCountersigned: {
      given: [aJob()],
      event: (job: Job) => ({ visitId, repairOrderId: job.id }),
    },
  },
};
// The fake service has rpcs that do nothing.
const { useCases, queries } = workshop.definition;
const sampled = Object.keys({ ...samples.steps, ...samples.queries });
describeService(workshop, samples, {
  except: [...useCases, ...queries].map(({ name }) => name).filter((name) => !sampled.includes(name)),
});
