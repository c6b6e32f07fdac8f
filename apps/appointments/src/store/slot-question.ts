import { mustAllowStep, NotFound } from '@waystation/model';
import { selectOf, type Reader, type RowOf } from '@waystation/store';
import { appointmentSteps } from '../model/appointment-steps.ts';
import { appointmentMapping } from './appointment.mapping.ts';

const columns = selectOf(appointmentMapping, 'visitId, standardVersion, bookingId, operations, revision, status');
const text = `select ${columns} from appointment where station_id = $1 and id = $2`;

/** Facts for a request to the workshop about a slot. */
export type SlotQuestion = Omit<RowOf<typeof columns>, 'status'>;

/**
 * Facts for a request to the workshop, read before a step that needs its answer.
 *
 * @throws NotFound; WrongState if the step is not allowed, so that the workshop keeps no slot for it
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
