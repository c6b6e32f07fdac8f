import type { StepActor } from '@waystation/model';
import type { OrderedItem, OrderedOperation } from '@waystation/contracts/reception/v1/events';
import { aForm, hash, minute, otherHash, type Place, sharedIds } from '@waystation/testing/model';
import { Job } from '../src/model/job.ts';
import { membersOf, type TeamFacts, type Team } from '../src/model/team.ts';

/** Ids that tests call by a name. */
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

/** A technician, as a step knows who does it. */
export function technician(id: string): StepActor {
  return { id, roles: ['TECHNICIAN'] };
}

export const anna = technician(ids.anna);
export const boris = technician(ids.boris);
/** On no team. */
export const chen = technician(ids.chen);
export const expert: StepActor = { id: ids.expert, roles: ['TECHNICAL_EXPERT'] };
export const lead: StepActor = { id: ids.lead, roles: ['WORKSHOP_LEAD'] };

export const team: Team = { bayId: ids.bay, leadTechnicianId: ids.anna, otherTechnicianIds: [ids.boris] };

/** A station where all of a team work, with the skills. */
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
    { pointId: 'wheel_nuts', result: 'ok', note: 'to 600 Nm' },
    { pointId: 'trailer_coupling', result: 'not_applicable', note: '' },
  ],
};

export const failedInspection = {
  ...passedInspection,
  points: passedInspection.points.with(0, { pointId: 'wheel_nuts', result: 'not_ok', note: 'one missing' }),
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

/** A repair item of a signed order, an hour of work. */
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

/** How long before the present a job begins that is built at a place: there it has been lived through already. */
const hoursAgo = 4;

/** A job that has come as far as said, by its own steps: `aJob().dispatched().started().build()`. */
export function aJob(): JobBuilder {
  return new JobBuilder();
}

/** In the order in which a job comes to them. */
const stages = ['planned', 'authorised', 'dispatched', 'started', 'ready', 'finished'] as const;

export class JobBuilder {
  private item = anItem();
  private visit = { stationId: ids.station, visitId: ids.visit, standardVersion: '7' };
  private team: Team = { bayId: ids.bay, leadTechnicianId: ids.anna, otherTechnicianIds: [ids.boris] };
  private begun = minute(0);
  private minutes = 0;
  private lives: ((job: Job, as: Cast) => void)[] = [];
  private reached = 0;
  private hasEnded = false;

  /** Its id is the item's. */
  of(item: OrderedItem): this {
    this.item = item;
    return this;
  }

  at(stationId: string, visitId: string = ids.visit): this {
    this.visit = { ...this.visit, stationId, visitId };
    return this;
  }

  /** Held to a version of the standard. */
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

  /** With each mandatory safety measure confirmed. */
  started(): this {
    return this.upTo('started');
  }

  /** All that a finish asks for is there. */
  ready(): this {
    return this.upTo('ready');
  }

  finished(): this {
    return this.upTo('finished');
  }

  /** After it was started. */
  paused(reason = 'parts'): this {
    if (this.reached < stages.indexOf('started')) this.upTo('started');
    return this.having((job, at, { actor }) => job.pause(actor, reason, at));
  }

  withdrawn(): this {
    this.mustGoOn('withdrawn');
    this.hasEnded = true;
    return this.having((job, at) => job.withdraw('item_withdrawn', at));
  }

  /** With something noted at the stage that it has come to. */
  having(note: (job: Job, at: Date, as: Cast) => void): this {
    this.lives.push((job, as) => note(job, this.next(), as));
    return this;
  }

  /** @param place left out: where `at` says */
  build(place?: Place): Job {
    this.begun = place ? new Date(Number(place.now) - hoursAgo * 60 * 60_000) : minute(0);
    this.minutes = 0;
    const id = (atA: string) => (atA === '' ? '' : (place?.id(atA) ?? atA));
    const { team, item, visit } = this;
    const cast: Cast = {
      item: { ...item, itemId: id(item.itemId) },
      actor: technician(id(team.leadTechnicianId)),
      team: {
        bayId: id(team.bayId),
        leadTechnicianId: id(team.leadTechnicianId),
        otherTechnicianIds: team.otherTechnicianIds.map(id),
      },
    };
    const stationId = place?.stationId ?? visit.stationId;
    const job = Job.plan(cast.item, { ...visit, stationId, visitId: id(visit.visitId) }, this.begun);
    for (const live of this.lives) live(job, cast);
    return job;
  }

  private next(): Date {
    this.minutes += 1;
    return new Date(Number(this.begun) + this.minutes * 60_000);
  }

  private mustGoOn(stage: string): void {
    if (this.hasEnded) throw new Error(`a job that was withdrawn comes to no ${stage}`);
  }

  /** Through all stages on the way. @throws Error when it has come as far already */
  private upTo(stage: (typeof stages)[number]): this {
    const wanted = stages.indexOf(stage);
    if (wanted <= this.reached) throw new Error(`the job is ${stages[this.reached]} already: ${stage} is no further`);
    this.mustGoOn(stage);
    for (const each of stages.slice(this.reached + 1, wanted + 1))
      this.lives.push((job, as) => this.live(each, job, as));
    this.reached = wanted;
    return this;
  }

  private live(stage: (typeof stages)[number], job: Job, { item, team, actor }: Cast): void {
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

/** Who and what a job is about, where it is built. */
export interface Cast {
  item: OrderedItem;
  team: Team;
  /** Its lead technician. */
  actor: StepActor;
}

function purposeOf({ workKind }: OrderedItem): string {
  return workKind === 'diagnosis' ? 'diagnosis' : 'work';
}
