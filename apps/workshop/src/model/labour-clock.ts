import type { WorkedTime } from '@waystation/contracts/workshop/v1/events';
import { appended, NotFound, Refused } from '@waystation/model';

/** Period of one technician's work on a job. */
export interface ClockEntry {
  /** Counted from 1 within the job. */
  entryNumber: number;
  technicianId: string;
  startedAt: Date;
  /** Null while the clock runs. */
  endedAt: Date | null;
  /** Reason for clocking off; null while the clock runs. */
  reason: string | null;
}

/** Corrected times of one entry, with the reason. */
export interface Correction {
  entryNumber: number;
  startedAt: Date;
  /** Left out while the clock runs. */
  endedAt?: Date | undefined;
  reason: string;
  remarks: string;
}

/** Times of an entry before it was corrected. */
export interface ClockCorrection {
  entryNumber: number;
  startedAt: Date;
  endedAt: Date | null;
  reason: string;
  remarks: string;
  correctedBy: string;
  correctedAt: Date;
}

/** Times of all technicians on one job, in the order in which they clocked on. */
export type LabourClock = readonly ClockEntry[];

const maxEntries = 200;
const maxCorrections = 200;

export const LabourClock = {
  /** @throws Refused when the technician is clocked on already, or clocked off later than `at` */
  clockOn(clock: LabourClock, { jobId, technicianId }: { jobId: string; technicianId: string }, at: Date): LabourClock {
    const own = clock.filter((entry) => entry.technicianId === technicianId);
    if (own.some(isRunning)) throw new Refused('TECHNICIAN_ALREADY_CLOCKED_ON', { jobId });
    if (own.some(({ endedAt }) => endedAt! > at)) throw new Refused('CLOCK_OVERLAPS', { technicianId });
    const entry = { entryNumber: clock.length + 1, technicianId, startedAt: at, endedAt: null, reason: null };
    return appended(clock, entry, maxEntries);
  },

  /** @throws Refused when one of the entries starts after `at` */
  clockOff(clock: LabourClock, entries: LabourClock, reason: string, at: Date): LabourClock {
    const early = entries.find(({ startedAt }) => startedAt > at);
    if (early) throw new Refused('CLOCK_ENDS_BEFORE_START', { technicianId: early.technicianId });
    return ended(clock, entries, reason, at);
  },

  /** Stops all running entries and never refuses: an entry that starts after `at` ends when it starts. */
  stop(clock: LabourClock, reason: string, at: Date): LabourClock {
    return ended(clock, LabourClock.running(clock), reason, at);
  },

  /**
   * Corrects the times of an entry.
   *
   * @throws Refused for impossible times: before the job, in the future, overlapping the technician's other times, or
   *   with an end that would stop or restart the clock
   */
  correct(clock: LabourClock, correction: Correction, job: { openedAt: Date }, at: Date): LabourClock {
    const { entryNumber, startedAt } = correction;
    const endedAt = correction.endedAt ?? null;
    const entry = LabourClock.entry(clock, entryNumber);
    const { technicianId } = entry;
    if (isRunning(entry) !== (endedAt === null))
      throw new Refused('CLOCK_END_MUST_MATCH', { entryNumber: String(entryNumber) });
    if ((endedAt ?? at) < startedAt) throw new Refused('CLOCK_ENDS_BEFORE_START');
    if ((endedAt ?? startedAt) > at) throw new Refused('CLOCK_IN_FUTURE');
    if (startedAt < job.openedAt) throw new Refused('CLOCK_BEFORE_JOB');
    const others = clock.filter((other) => other !== entry && other.technicianId === technicianId);
    if (others.some((other) => startedAt < (other.endedAt ?? at) && other.startedAt < (endedAt ?? at))) {
      throw new Refused('CLOCK_OVERLAPS', { technicianId });
    }
    return clock.map((other) => (other === entry ? { ...entry, startedAt, endedAt } : other));
  },

  /** @throws NotFound */
  entry(clock: LabourClock, entryNumber: number): ClockEntry {
    const entry = clock.find((candidate) => candidate.entryNumber === entryNumber);
    if (!entry) throw new NotFound('clock entry', String(entryNumber));
    return entry;
  },

  running(clock: LabourClock): LabourClock {
    return clock.filter(isRunning);
  },

  /** Staff ids of the entries without duplicates, in the order of first clocking on. */
  technicians(clock: LabourClock): string[] {
    return [...new Set(clock.map(({ technicianId }) => technicianId))];
  },

  /** Whole minutes of all entries together; a running entry counts until `at`, or not at all if it starts later. */
  minutes(clock: LabourClock, at: Date): number {
    const millisOf = ({ startedAt, endedAt }: ClockEntry) => Math.max(0, Number(endedAt ?? at) - Number(startedAt));
    return Math.round(clock.reduce((sum, entry) => sum + millisOf(entry), 0) / 60_000);
  },

  /** Whole minutes of each technician, and their sum. */
  worked(clock: LabourClock, at: Date): { worked: WorkedTime[]; workedMinutes: number } {
    const worked = LabourClock.technicians(clock).map((technicianId) => {
      const own = clock.filter((entry) => entry.technicianId === technicianId);
      return { technicianId, minutes: LabourClock.minutes(own, at) };
    });
    return { worked, workedMinutes: worked.reduce((sum, { minutes }) => sum + minutes, 0) };
  },
};

/** Corrections of one job's clock, oldest first. */
export type ClockCorrections = readonly ClockCorrection[];

export const ClockCorrections = {
  /** Adds the previous times of an entry. */
  keep(
    corrections: ClockCorrections,
    { entryNumber, startedAt, endedAt }: ClockEntry,
    { reason, remarks, correctedBy, correctedAt }: Omit<ClockCorrection, keyof ClockEntry> & { reason: string },
  ): ClockCorrections {
    const kept = { entryNumber, startedAt, endedAt, reason, remarks, correctedBy, correctedAt };
    return appended(corrections, kept, maxCorrections);
  },
};

function isRunning({ endedAt }: ClockEntry): boolean {
  return endedAt == null;
}

function ended(clock: LabourClock, entries: LabourClock, reason: string, at: Date): LabourClock {
  return clock.map((entry) => {
    if (!entries.includes(entry)) return entry;
    return { ...entry, endedAt: entry.startedAt > at ? entry.startedAt : at, reason };
  });
}
