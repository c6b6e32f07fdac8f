import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type DynamicModule } from '@nestjs/common';
import {
  callScope,
  GrpcController,
  Query,
  UseCase,
  type Call,
  type ClassOf,
  type RpcDefinitions,
  type Rpcs,
} from '@waystation/call';
import { serviceNamed, stepOptions } from '@waystation/contracts';
import { BillingServiceService } from '@waystation/contracts/billing/v1/service';
import { PartsServiceService } from '@waystation/contracts/parts/v1/service';
import {
  WorkshopServiceService,
  type ConfirmProtectionRequest,
  type ConfirmProtectionResponse,
  type StartJobRequest,
} from '@waystation/contracts/workshop/v1/service';
import type { ProtectionConfirmed } from '@waystation/contracts/workshop/v1/events';
import { Aggregate, type Steps } from '@waystation/model';
import { mapping, stationTable, Store, type Migration } from '@waystation/store';
import { Client } from '../src/client.ts';
import { ListEvents } from '../src/queries/list-events.ts';
import { fullNameOf, type ServiceDefinition } from '../src/service-definition.ts';
import { ServiceModule } from '../src/service.module.ts';

const jobSteps = {
  confirm: { from: ['dispatched'], to: 'confirmed', event: 'ProtectionConfirmed' },
} as const satisfies Steps<'dispatched' | 'confirmed', { ProtectionConfirmed: ProtectionConfirmed }>;

export class Job extends Aggregate<typeof jobSteps, { ProtectionConfirmed: ProtectionConfirmed }, 'job'> {
  declare visitId: string;

  static dispatched(id: string, stationId: string, visitId: string): Job {
    const job = new Job();
    job.begin({ id, stationId, visitId }, 'dispatched');
    return job;
  }

  protected get steps() {
    return jobSteps;
  }
  protected get subject() {
    return 'job' as const;
  }

  confirm(technicianId: string, at: Date): void {
    this.step('confirm', at, { technicianId });
  }

  start(technicianId: string): void {
    this.requires('REP-D01', false, 'JOB_NOT_AUTHORISED', technicianId);
  }
}

export class Jobs extends Store.of(
  mapping(Job, {
    table: 'job',
    subject: 'job',
    steps: { table: jobSteps, initial: 'dispatched' },
    properties: (p) => ({
      visitId: p.uuid(),
    }),
  }),
) {}

const migration: Migration = {
  name: '0001-job',
  sql: [
    'create table job (id uuid primary key, station_id uuid not null, visit_id uuid not null, status text not null, version int not null)',
    'create index job_station on job (station_id, id)',
    stationTable('job'),
  ],
};

@UseCase()
export class ConfirmProtection {
  readonly jobs: Jobs;
  constructor(jobs: Jobs) {
    this.jobs = jobs;
  }

  async execute({ jobId }: ConfirmProtectionRequest, { actor, now }: Call): Promise<ConfirmProtectionResponse> {
    const job = await this.jobs.get(jobId);
    job.confirm(actor.id, now);
    return { jobId, status: job.status };
  }
}

/** Step that a rule always refuses. */
@UseCase()
export class StartJob {
  readonly jobs: Jobs;
  constructor(jobs: Jobs) {
    this.jobs = jobs;
  }

  async execute({ jobId }: StartJobRequest, { actor }: Call): Promise<object> {
    (await this.jobs.get(jobId)).start(actor.id);
    return {};
  }
}

/** Times and deadline recorded by the slow query. */
export const seen = { startedAt: 0, endedAt: 0, deadline: undefined as Date | undefined };

/** Query that takes 700 ms or until its caller leaves. */
@Query()
class GetJob {
  async execute(): Promise<object> {
    const { signal, deadline } = callScope();
    seen.startedAt = performance.now();
    seen.deadline = deadline;
    await sleep(700, undefined, { signal }).catch(() => undefined);
    seen.endedAt = performance.now();
    return {};
  }
}

/** Step that fails with a defect. */
@UseCase()
class PauseJob {
  execute(): Promise<object> {
    return Promise.reject(new TypeError('secret words of a defect'));
  }
}

const own: Record<string, ClassOf> = { ConfirmProtection, StartJob, GetJob, PauseJob, ListEvents };

/** Step or query for each rpc of a service; those not used in tests do nothing. */
export function fakeRpcs(name = 'workshop'): Record<string, ClassOf> {
  const stub = (name: string, isStep: boolean): ClassOf => {
    const of = {
      [name]: class {
        execute = () => Promise.resolve({});
      },
    }[name]!;
    if (isStep) UseCase()(of);
    else Query()(of);
    return of;
  };
  const methods = serviceNamed(fullNameOf(name)).methods;
  return Object.fromEntries(
    methods.map((method) => [
      method.localName,
      own[method.name] ?? stub(method.name, stepOptions(method) !== undefined),
    ]),
  );
}

/** Controller whose rpcs the compiler does not check. */
function fakeController<D extends RpcDefinitions>(definition: D, rpcs: Rpcs) {
  return GrpcController.of<RpcDefinitions>(definition, rpcs as never);
}

/** Clients of other services, for the service below. */
export class Workshop extends Client.of(WorkshopServiceService) {}
export class Parts extends Client.of(PartsServiceService) {}

/** Class with injected clients, like a step. */
@Injectable()
export class Desk {
  readonly workshop: Workshop;
  readonly parts: Parts;
  constructor(workshop: Workshop, parts: Parts) {
    this.workshop = workshop;
    this.parts = parts;
  }
}

class FakeBillingController extends fakeController(BillingServiceService, fakeRpcs('billing')) {}

/** Minimal service that calls others. */
export const FakeBilling = ServiceModule.for({
  name: 'billing',
  controller: FakeBillingController,
  reactions: [],
  stores: [],
  clients: [Workshop, Parts],
  providers: [Desk],
  migrations: [],
  texts: { en: {}, zh: {} },
});

/** Minimal workshop service. @param rpcs steps and queries of its controller */
export function fakeWorkshop(changes: Partial<ServiceDefinition> = {}, rpcs: Rpcs = fakeRpcs()): DynamicModule {
  return ServiceModule.for({
    name: 'workshop',
    controller: fakeController(WorkshopServiceService, rpcs),
    reactions: [],
    stores: [Jobs],
    migrations: [migration],
    texts: {
      en: { JOB_NOT_AUTHORISED: 'The customer has not agreed.', JOB_NOT_FOUND: 'There is no such job.' },
      zh: { JOB_NOT_AUTHORISED: '客户尚未同意。', JOB_NOT_FOUND: '没有该工单。' },
    },
    ...changes,
  });
}
