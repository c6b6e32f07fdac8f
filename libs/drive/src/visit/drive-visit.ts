import type { Station } from '../station.ts';
import { bookAppointment, prepareAppointment, type Booked } from './book-appointment.ts';
import { followUp, type FollowUpTimer } from './follow-up.ts';
import { inspectVehicle } from './inspect-vehicle.ts';
import { agreeOrder, atStage, checkIn } from './receive-vehicle.ts';
import { repairVehicle } from './repair-vehicle.ts';
import type { Refusal, Scene, Vehicle } from './scene.ts';
import { deliver, settle } from './settle-and-deliver.ts';

/** Results of a driven visit. */
export interface DrivenVisit {
  visitId: string;
  /** Steps that were tried and refused as required. */
  refusals: readonly Refusal[];
  /** Timers of the second truck: one day and one hour before its appointment. */
  reminders: Booked['pendingTimers'];
  followUpTimer: FollowUpTimer;
}

/** Options of a driven visit. */
export interface Drive {
  station: Station;
  /** Vehicle of the visit, and optionally a second one booked for the day after tomorrow. */
  vehicles: readonly [Vehicle, Vehicle?];
  /** Technician for the work; any technician who is also an inspector if left out. Must not work on another truck. */
  leadTechnicianId?: string;
  /** Leaves out the steps that must be refused. */
  straight?: boolean;
  /** Earliest time of the appointment; now if left out. */
  preferredAt?: Date;
  tell: (line: string) => void;
}

/**
 * Drives a truck through a visit, from the call to the follow-up. Each step is taken by its role, and some steps are
 * tried that the standard must refuse.
 *
 * @throws Problem if a step is refused unexpectedly; Error if an expected state is not reached in time
 */
export async function driveVisit(drive: Drive): Promise<DrivenVisit> {
  const { station, vehicles, leadTechnicianId: leadId, tell, straight = false, preferredAt = new Date() } = drive;
  const scene: Scene = { station, vehicle: vehicles[0], tell, refusals: [], straight };
  const technicianId = straight ? leadId : undefined;
  const booked = await bookAppointment(scene, preferredAt, { tries: true, technicianId });
  await prepareAppointment(scene, booked);
  await checkIn(scene, booked);
  await agreeOrder(scene, booked);
  const leadTechnicianId = await repairVehicle(scene, booked, leadId);
  await inspectVehicle(scene, booked, leadTechnicianId);
  await settle(scene, booked);
  await atStage(scene, booked, 'settled');
  await deliver(scene, booked);
  await atStage(scene, booked, 'delivered');
  const followUpTimer = await followUp(scene, booked);

  const dayAfterTomorrow = new Date(Date.now() + 2 * 86_400_000);
  const second =
    vehicles[1] && (await bookAppointment({ ...scene, vehicle: vehicles[1] }, dayAfterTomorrow, { tries: false }));
  const { visitId } = booked;
  return { visitId, refusals: scene.refusals, reminders: second?.pendingTimers ?? [], followUpTimer };
}
