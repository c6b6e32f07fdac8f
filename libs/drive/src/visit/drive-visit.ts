import type { Station } from '../station.ts';
import { bookAppointment, prepareAppointment, type Booked } from './book-appointment.ts';
import { followUp, type FollowUpTimer } from './follow-up.ts';
import { inspectVehicle } from './inspect-vehicle.ts';
import { agreeOrder, atStage, checkIn } from './receive-vehicle.ts';
import { repairVehicle } from './repair-vehicle.ts';
import type { Refusal, Scene, Vehicle } from './scene.ts';
import { deliver, settle } from './settle-and-deliver.ts';

/** What came of a visit. */
export interface DrivenVisit {
  visitId: string;
  /** Those that were tried on the way, each refused as it had to be. */
  refusals: readonly Refusal[];
  /** Of the second truck: one day and one hour before its appointment. */
  reminders: Booked['pendingTimers'];
  followUpTimer: FollowUpTimer;
}

/** Where and what is driven. */
export interface Drive {
  station: Station;
  /** The one that comes, and another that is booked for the day after tomorrow, unless it is left out. */
  vehicles: readonly [Vehicle, Vehicle?];
  /** Who does the work, since nobody works on two trucks at once; somebody who may inspect, too, when left out. */
  leadTechnicianId?: string;
  /** Leaves out the steps that must be refused. */
  straight?: boolean;
  /** Earliest time of the appointment; now if left out. */
  wishedAt?: Date;
  tell: (line: string) => void;
}

/**
 * One truck from the call to the follow-up, each step taken by its role, and what must be refused
 * tried on the way.
 *
 * @throws Problem when a step is refused that should not be; Error when something does not come to pass
 */
export async function driveVisit(drive: Drive): Promise<DrivenVisit> {
  const { station, vehicles, leadTechnicianId: leadId, tell, straight = false, wishedAt = new Date() } = drive;
  const scene: Scene = { station, vehicle: vehicles[0], tell, refusals: [], straight };
  const technicianId = straight ? leadId : undefined;
  const booked = await bookAppointment(scene, wishedAt, { tries: true, technicianId });
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
