import type { OrderedItem, OrderedOperation } from '@waystation/contracts/reception/v1/events';
import { Job, type Team } from '../model/job.ts';

/** Ids that tests speak of by a name. */
export const ids = {
  station: '01980000-0000-7000-8000-00000000000a',
  visit: '01980000-0000-7000-8000-00000000000b',
  job: '01980000-0000-7000-8000-000000000001',
  bay: '01980000-0000-7000-8000-0000000000b1',
  otherBay: '01980000-0000-7000-8000-0000000000b2',
  anna: '01980000-0000-7000-8000-0000000000c1',
  boris: '01980000-0000-7000-8000-0000000000c2',
  chen: '01980000-0000-7000-8000-0000000000c3',
  expert: '01980000-0000-7000-8000-0000000000c4',
  form: '01980000-0000-7000-8000-0000000000f1',
  finding: '01980000-0000-7000-8000-0000000000d1',
  question: '01980000-0000-7000-8000-0000000000d2',
  issueLine: '01980000-0000-7000-8000-0000000000d3',
};

const firstMinute = Date.parse('2026-03-02T08:00:00Z');

/** So many minutes after eight in the morning. */
export function minute(minutes: number): Date {
  return new Date(firstMinute + minutes * 60_000);
}

export const hash = 'a'.repeat(64);

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
  points: [{ pointId: 'wheel_nuts', result: 'not_ok', note: 'one missing' }],
};

/** A repair item of a signed order, an hour of work. */
export function anItem(facts: Partial<OrderedItem> & { operation?: Partial<OrderedOperation> } = {}): OrderedItem {
  const { operation, ...item } = facts;
  const brakes = { code: '013-001', labourMinutes: 60, skill: 'brakes', mandatorySafety: [], advisedSafety: [] };
  return {
    itemId: ids.job,
    workKind: 'repair',
    guaranteeClass: 'assembly',
    payer: 'customer',
    operations: [{ ...brakes, ...operation }],
    ...item,
  };
}

/** A job that has come as far as said, by its own steps: `aJob().dispatched().started().build()`. */
export function aJob(): JobBuilder {
  return new JobBuilder();
}

class JobBuilder {
  private item = anItem();
  private visit = { stationId: ids.station, visitId: ids.visit, standardVersion: '7' };
  private team: Team = { bayId: ids.bay, leadTechnicianId: ids.anna, technicianIds: [ids.boris] };
  private minutes = 0;
  private lives: ((job: Job) => void)[] = [];
  private reached = 0;

  /** Its id is the item's. */
  of(item: OrderedItem): this {
    this.item = item;
    return this;
  }

  at(stationId: string, visitId: string = ids.visit): this {
    this.visit = { ...this.visit, stationId, visitId };
    return this;
  }

  by(leadTechnicianId: string, ...technicianIds: string[]): this {
    this.team = { ...this.team, leadTechnicianId, technicianIds };
    return this;
  }

  authorised(): this {
    return this.upTo(1, (job) => job.follow(this.item, 1, this.next()));
  }

  dispatched(): this {
    return this.authorised().upTo(2, (job) => job.dispatch(this.team, this.next()));
  }

  /** With each mandatory safety measure confirmed. */
  started(): this {
    return this.dispatched().upTo(3, (job) => {
      for (const code of job.mandatorySafety) job.confirmSafety(code, this.team.leadTechnicianId, this.next());
      job.start(this.team.leadTechnicianId, this.next());
    });
  }

  paused(reason = 'parts'): this {
    return this.started().upTo(4, (job) => job.pause(this.team.leadTechnicianId, reason, this.next()));
  }

  /** All that a finish asks for is there. */
  ready(): this {
    return this.started().upTo(4, (job) => {
      const technician = this.team.leadTechnicianId;
      const purpose = this.item.workKind === 'diagnosis' ? 'diagnosis' : 'work';
      job.citeManual({ document: 'WM-13', section: '4.2', purpose }, technician, this.next());
      job.confirmProtection(technician, this.next());
      job.completeSelfInspection(passedInspection, technician, this.next());
      job.signRepairReport({ workDone: 'Brake linings replaced', signatureHash: hash }, technician, this.next());
    });
  }

  finished(): this {
    return this.ready().upTo(5, (job) => job.finish(this.team.leadTechnicianId, this.next()));
  }

  withdrawn(): this {
    return this.upTo(6, (job) => job.withdraw('item_withdrawn', this.next()));
  }

  /** With something noted at the stage that it has come to. */
  having(note: (job: Job, at: Date) => void): this {
    this.lives.push((job) => note(job, this.next()));
    return this;
  }

  build(): Job {
    const job = Job.plan(this.item, this.visit, minute(0));
    for (const live of this.lives) live(job);
    return job;
  }

  private next(): Date {
    this.minutes += 1;
    return minute(this.minutes);
  }

  private upTo(stage: number, live: (job: Job) => void): this {
    if (stage > this.reached) {
      this.reached = stage;
      this.lives.push(live);
    }
    return this;
  }
}
