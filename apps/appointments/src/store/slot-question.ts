import { mustAllowStep, NotFound } from '@waystation/model';
import { selectOf, type Reader, type RowOf } from '@waystation/store';
import { appointmentSteps } from '../model/appointment-steps.ts';
import { appointmentMapping } from './appointment.mapping.ts';

const columns = selectOf(appointmentMapping, 'visitId, standardVersion, bookingId, operations, revision, status');
const text = `select ${columns} from appointment where station_id = $1 and id = $2`;

/** What the workshop is asked by about an appointment's time. */
export type SlotQuestion = Omit<RowOf<typeof columns>, 'status'>;

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
  const [found] = await reader.rows<RowOf<typeof columns>>(text, [reader.station, appointmentId]);
  if (!found) throw new NotFound('appointment', appointmentId);
  const { status: state, ...question } = found;
  mustAllowStep('appointment', appointmentSteps, step, state);
  return question;
}
