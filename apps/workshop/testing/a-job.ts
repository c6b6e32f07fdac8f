import type { StepActor } from '@waystation/model';
import type { OrderedItem, OrderedOperation } from '@waystation/contracts/reception/v1/events';
import { aForm, hash, minute, otherHash, type Place, sharedIds } from '@waystation/testing/model';
import { Job } from '../src/model/job.ts';
import { membersOf, type TeamFacts, type Team } from '../src/model/team.ts';

/** Named ids for tests. */
export const ids = {
  ...sharedIds,
  job: '01980000-0000-7000-8000-000000000001',
  bay: '01980000-0000-7000-8000-0000000000b1',
  otherBay: '01980000-0000-7000-8000-0000000000b2',
  form: '01980000-0000-7000-8000-0000000000f1',
  orderForm: '01980000-0000-7000-8000-0000000000f2',
  finding: '01980000-0000-7000-8000-0000000000d1',
  question: '01980000-0000-7000-8000-0000000000d2',
  issueLine: '01980000-0000-7000-8000-0000000000d3',
};

/** Technician as the actor of a step. */
export function technician(id: string): StepActor {
  return { id, roles: ['TECHNICIAN'] };
}

export const anna = technician(ids.anna);
export const boris = technician(ids.boris);
/** Member of no team. */
export const chen = technician(ids.chen);
export const expert: StepActor = { id: ids.expert, roles: ['TECHNICAL_EXPERT'] };
export const lead: StepActor = { id: ids.lead, roles: ['WORKSHOP_LEAD'] };

export const team: Team = { bayId: ids.bay, leadTechnicianId: ids.anna, otherTechnicianIds: [ids.boris] };

/** Bay and staff of a station at which every member of the team has the skills. */
export function placeFor(team: Team, ...skills: string[]): TeamFacts {
  return {
    bays: [{ bayId: team.bayId }],
    staff: membersOf(team).map((staffId) => ({
      staffId,
      active: true,
      roles: [{ role: 'TECHNICIAN', from: undefined, until: undefined }],
      skills: skills.map((skill) => ({ skill, expiresAt: undefined })),
    })),
  };
}

export const selfForm = aForm('self_inspection', 'wheel_nuts', 'trailer_coupling');
export const orderForm = aForm('order_inspection', 'wheel_nuts', 'trailer_coupling');

export const passedInspection = {
  formId: ids.form,
  formVersion: 3,
  points: [
    { pointId: 'wheel_nuts', result: 'ok', remarks: 'to 600 Nm' },
    { pointId: 'trailer_coupling', result: 'not_applicable', remarks: '' },
  ],
};

export const failedInspection = {
  ...passedInspection,
  points: passedInspection.points.with(0, { pointId: 'wheel_nuts', result: 'not_ok', remarks: 'one missing' }),
};

export const observation = {
  description: 'oil',
  place: 'axle 2',
  severity: 'soon',
  unsafe: false,
  componentCode: '',
  photoHashes: [],
};

export const report = { workDone: 'done', signatureHash: hash, reportHash: otherHash };

/** Repair item of a signed order, with an hour of work. */
export function anItem(facts: Partial<OrderedItem> & { operation?: Partial<OrderedOperation> } = {}): OrderedItem {
  const { operation, ...item } = facts;
  const brakes = {
    code: '013-001',
    labourMinutes: 60,
    skill: 'brakes',
    mandatorySafety: [],
    advisedSafety: [],
    tools: [],
    manualReference: 'WM-13 4.2',
  };
  return {
    itemId: ids.job,
    workKind: 'repair',
    guaranteeClass: 'assembly',
    payer: 'customer',
    operations: [{ ...brakes, ...operation }],
    concernId: '',
    cause: 'worn',
    reworksItemId: '',
    parts: [],
    ...item,
  };
}

/** Start of a job that is built at a place, in hours before the present, so that its steps lie in the past. */
const hoursAgo = 4;

/** Builds a job in a state that its steps lead to: `aJob().dispatched().started().build()`. */
export function aJob(): JobBuilder {
  return new JobBuilder();
}

/** Stages in the order in which a job reaches them. */
const stages = ['planned', 'authorised', 'dispatched', 'started', 'ready', 'finished'] as const;

export class JobBuilder {
  private item = anItem();
  private visit = { stationId: ids.station, visitId: ids.visit, standardVersion: '7' };
  private team: Team = { bayId: ids.bay, leadTechnicianId: ids.anna, otherTechnicianIds: [ids.boris] };
  private openedAt = minute(0);
  private minutes = 0;
  private changes: ((job: Job, context: BuildContext) => void)[] = [];
  private reached = 0;
  private hasEnded = false;

  /** Sets the item; the job has the same id. */
  of(item: OrderedItem): this {
    this.item = item;
    return this;
  }

  at(stationId: string, visitId: string = ids.visit): this {
    this.visit = { ...this.visit, stationId, visitId };
    return this;
  }

  /** Sets the version of the standard that applies to the visit. */
  under(standardVersion: string): this {
    this.visit = { ...this.visit, standardVersion };
    return this;
  }

  in(bayId: string): this {
    this.team = { ...this.team, bayId };
    return this;
  }

  by(leadTechnicianId: string, ...otherTechnicianIds: string[]): this {
    this.team = { ...this.team, leadTechnicianId, otherTechnicianIds };
    return this;
  }

  authorised(): this {
    return this.upTo('authorised');
  }

  dispatched(): this {
    return this.upTo('dispatched');
  }

  /** Starts the job after confirming each mandatory safety measure. */
  started(): this {
    return this.upTo('started');
  }

  /** Records everything that is needed to finish the job. */
  ready(): this {
    return this.upTo('ready');
  }

  finished(): this {
    return this.upTo('finished');
  }

  /** Pauses the job, starting it first if necessary. */
  paused(reason = 'parts'): this {
    if (this.reached < stages.indexOf('started')) this.upTo('started');
    return this.having((job, at, { actor }) => job.pause(actor, reason, at));
  }

  withdrawn(): this {
    this.mustNotBeWithdrawn('withdrawn');
    this.hasEnded = true;
    return this.having((job, at) => job.withdraw('item_withdrawn', at));
  }

  /** Makes a change at the stage that the job has reached. */
  having(change: (job: Job, at: Date, context: BuildContext) => void): this {
    this.changes.push((job, context) => change(job, this.next(), context));
    return this;
  }

  /** @param place station and ids; those of `at` if left out */
  build(place?: Place): Job {
    this.openedAt = place ? new Date(Number(place.now) - hoursAgo * 60 * 60_000) : minute(0);
    this.minutes = 0;
    const id = (atA: string) => (atA === '' ? '' : (place?.id(atA) ?? atA));
    const { team, item, visit } = this;
    const context: BuildContext = {
      item: { ...item, itemId: id(item.itemId) },
      actor: technician(id(team.leadTechnicianId)),
      team: {
        bayId: id(team.bayId),
        leadTechnicianId: id(team.leadTechnicianId),
        otherTechnicianIds: team.otherTechnicianIds.map(id),
      },
    };
    const stationId = place?.stationId ?? visit.stationId;
    const job = Job.plan(context.item, { ...visit, stationId, visitId: id(visit.visitId) }, this.openedAt);
    for (const change of this.changes) change(job, context);
    return job;
  }

  private next(): Date {
    this.minutes += 1;
    return new Date(Number(this.openedAt) + this.minutes * 60_000);
  }

  private mustNotBeWithdrawn(stage: string): void {
    if (this.hasEnded) throw new Error(`cannot build a job: it was withdrawn, so it cannot become ${stage}`);
  }

  /** Passes through all stages up to the given one. @throws Error if the job has reached it already */
  private upTo(stage: (typeof stages)[number]): this {
    const index = stages.indexOf(stage);
    if (index <= this.reached)
      throw new Error(`cannot build a job: it is ${stages[this.reached]} already, not before ${stage}`);
    this.mustNotBeWithdrawn(stage);
    for (const each of stages.slice(this.reached + 1, index + 1))
      this.changes.push((job, context) => this.advance(each, job, context));
    this.reached = index;
    return this;
  }

  private advance(stage: (typeof stages)[number], job: Job, { item, team, actor }: BuildContext): void {
    switch (stage) {
      case 'planned':
        break;
      case 'authorised':
        job.follow(item, 1, this.next());
        break;
      case 'dispatched':
        job.dispatch(team, placeFor(team, ...item.operations.map(({ skill }) => skill)), this.next());
        break;
      case 'started':
        for (const code of job.mandatorySafety) job.confirmSafety(code, actor, this.next());
        job.start(actor, this.next());
        break;
      case 'ready':
        job.recordManualReference({ document: 'WM-13', section: '4.2', purpose: purposeOf(item) }, actor, this.next());
        job.confirmProtection(actor, this.next());
        job.completeSelfInspection(passedInspection, selfForm, actor, this.next());
        job.signRepairReport({ workDone: 'Brakes relined', signatureHash: hash, reportHash: hash }, actor, this.next());
        break;
      case 'finished':
        job.finish(actor, this.next());
        break;
    }
  }
}

/** Item, team and lead technician of the job, with the ids of the station where it is built. */
export interface BuildContext {
  item: OrderedItem;
  team: Team;
  /** Lead technician of the team. */
  actor: StepActor;
}

function purposeOf({ workKind }: OrderedItem): string {
  return workKind === 'diagnosis' ? 'diagnosis' : 'work';
}
