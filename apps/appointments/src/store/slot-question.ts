import { mustAllowStep, NotFound } from '@waystation/model';
import type { Reader } from '@waystation/store';
import { appointmentSteps } from '../model/appointment-steps.ts';
import type { PlannedOperation } from '../model/plan.ts';

/** What the workshop is asked by about an appointment's time. */
export interface SlotQuestion {
  visitId: string;
  /** Null: no version is known. */
  standardVersion: string | null;
  /** Null: none was chosen yet. */
  bookingId: string | null;
  operations: PlannedOperation[];
  revision: number;
}

/**
 * What to ask the workshop by, before a step that needs its answer.
 *
 * @throws NotFound, or WrongState where the step can't be made: then nothing is to be kept for it either
 */
export async function slotQuestion(
  reader: Reader,
  appointmentId: string,
  step: 'chooseSlot' | 'confirm' | 'move',
): Promise<SlotQuestion> {
  const [found] = await reader.rows<SlotQuestion & { status: string }>(
    `select visit_id as "visitId", standard_version as "standardVersion", booking_id as "bookingId", operations, revision, status
     from appointment where station_id = $1 and id = $2`,
    [reader.station, appointmentId],
  );
  if (!found) throw new NotFound('appointment', appointmentId);
  const { status: state, ...question } = found;
  mustAllowStep('appointment', appointmentSteps, step, state);
  return question;
}
