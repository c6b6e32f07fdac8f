import type { Station } from '../station.ts';
import { bookAppointment, prepareAppointment, type Booked } from './book-appointment.ts';
import { followUp, type FollowUpTimer } from './follow-up.ts';
import { inspectTruck } from './inspect-truck.ts';
import { agreeOrder, atStage, checkIn } from './receive-truck.ts';
import { repairTruck } from './repair-truck.ts';
import type { Refusal, Scene, Truck } from './scene.ts';
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
  trucks: readonly [Truck, Truck?];
  /** Who does the work, since nobody works on two trucks at once; somebody who may inspect, too, when left out. */
  leadTechnicianId?: string;
  tell: (line: string) => void;
}

/**
 * One truck from the call to the follow-up, each step taken by whoever takes it in a station, and what must be refused
 * tried on the way.
 *
 * @throws Problem when a step is refused that should not be; Error when something does not come to pass
 */
export async function driveVisit({ station, trucks, leadTechnicianId: leadId, tell }: Drive): Promise<DrivenVisit> {
  const scene: Scene = { station, truck: trucks[0], tell, refusals: [] };
  const booked = await bookAppointment(scene, new Date(), { tries: true });
  await prepareAppointment(scene, booked);
  await checkIn(scene, booked);
  await agreeOrder(scene, booked);
  const leadTechnicianId = await repairTruck(scene, booked, leadId);
  await inspectTruck(scene, booked, leadTechnicianId);
  await settle(scene, booked);
  await atStage(scene, booked, 'settled');
  await deliver(scene, booked);
  await atStage(scene, booked, 'delivered');
  const followUpTimer = await followUp(scene, booked);

  const dayAfterTomorrow = new Date(Date.now() + 2 * 86_400_000);
  const second =
    trucks[1] && (await bookAppointment({ ...scene, truck: trucks[1] }, dayAfterTomorrow, { tries: false }));
  const { visitId } = booked;
  return { visitId, refusals: scene.refusals, reminders: second?.pendingTimers ?? [], followUpTimer };
}
