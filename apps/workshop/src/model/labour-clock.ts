import type { WorkedTime } from '@waystation/contracts/workshop/v1/events';

/** A time that a technician was clocked on to a job. */
export interface ClockEntry {
  /** Counted from 1 within the job. */
  entryNumber: number;
  technicianId: string;
  startedAt: Date;
  /** Null while the clock runs. */
  endedAt: Date | null;
  /** Why he clocked off. */
  reason: string | null;
}

/** What an entry was before it was corrected. */
export interface ClockCorrection {
  entryNumber: number;
  startedAt: Date;
  endedAt: Date | null;
  reason: string;
  note: string;
  correctedBy: string;
  correctedAt: Date;
}

export function isRunning({ endedAt }: ClockEntry): boolean {
  return endedAt == null;
}

/** Whole minutes of all entries together; those that run count until `at`, or not at all if they began later. */
export function minutesOn(entries: readonly ClockEntry[], at: Date): number {
  const millisOf = ({ startedAt, endedAt }: ClockEntry) => Math.max(0, Number(endedAt ?? at) - Number(startedAt));
  return Math.round(entries.reduce((sum, entry) => sum + millisOf(entry), 0) / 60_000);
}

/** Staff ids of all who have an entry, in the order in which they came. */
export function workersOn(entries: readonly ClockEntry[]): string[] {
  return [...new Set(entries.map(({ technicianId }) => technicianId))];
}

/** Who worked how long, in whole minutes each, and the sum of those. */
export function workedOn(entries: readonly ClockEntry[], at: Date): { worked: WorkedTime[]; workedMinutes: number } {
  const worked = workersOn(entries).map((technicianId) => ({
    technicianId,
    minutes: minutesOn(
      entries.filter((entry) => entry.technicianId === technicianId),
      at,
    ),
  }));
  return { worked, workedMinutes: worked.reduce((sum, { minutes }) => sum + minutes, 0) };
}
