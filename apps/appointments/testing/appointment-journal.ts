import { journalOf, type Requirement } from '@waystation/model';
import type { Appointment } from '../src/model/appointment.ts';

/** Rule and slug of everything found missing, after the first `from` requirements. */
export function missing(appointment: Appointment, from = 0): string[] {
  const unmet = journalOf(appointment)
    .required.slice(from)
    .filter(({ holds }: Requirement) => !holds);
  return unmet.map(({ rule, what }: Requirement) => `${rule} ${what}`);
}

/** Names of all events that the appointment published. */
export function published(appointment: Appointment): string[] {
  return journalOf(appointment).published.map(({ name }) => name);
}

/** The last event that the appointment published. */
export const last = (appointment: Appointment) => journalOf(appointment).published.at(-1)!;

/** Due times of the timers that the appointment set, by step. */
export const timers = (appointment: Appointment) =>
  Object.fromEntries(journalOf(appointment).timers.map(({ step, at }) => [step, at]));
