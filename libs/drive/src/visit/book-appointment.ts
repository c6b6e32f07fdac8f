import { moneyText } from '@waystation/model';
import { fixedNames } from '@waystation/names';
import { eventually } from '../eventually.ts';
import { Problem } from '../problem.ts';
import { hoursFrom, refused, type Scene } from './scene.ts';

/** A confirmed appointment. */
export interface Booked {
  appointmentId: string;
  visitId: string;
  advisorId: string;
  slot: { bayId: string; technicianId: string; startAt: string; endAt: string };
  /** Scheduled steps with their due times. */
  pendingTimers: { step: string; dueAt: string }[];
}

interface SlotRequirement {
  workKind: string;
  skill: string;
  minutes: number;
  technicianId?: string | undefined;
}

interface FreeSlot {
  bayId: string;
  technicianId: string;
  startAt: string;
  endAt: string;
}

/**
 * Books an appointment by phone: concerns, pre-diagnosis, estimate, slot, advisor, confirmation.
 *
 * @param preferredAt earliest time; the first free slot with an advisor on shift is chosen
 * @param options.tries also checks that confirming before the estimate is refused
 * @param options.technicianId the only technician whose slots are chosen; any if left out
 */
export async function bookAppointment(
  scene: Scene,
  preferredAt: Date,
  options: { tries: boolean; technicianId?: string | undefined },
): Promise<Booked> {
  const { station, vehicle, tell } = scene;
  const clerk = await station.get({ role: 'APPOINTMENT_CLERK' });
  const requested = await clerk.api.post<{ appointmentId: string; visitId: string; concernIds: string[] }>(
    `${station.path}/appointments`,
    {
      source: 'phone',
      customerId: vehicle.customerId,
      vehicleId: vehicle.vehicleId,
      vin: vehicle.vin,
      plate: vehicle.plate,
      odometerKm: vehicle.odometerKm,
      preferredAt: preferredAt.toISOString(),
      concerns: [
        { kind: 'fault', description: '空车制动时前轴有尖叫声，踏板行程变长' },
        { kind: 'maintenance', description: '到了做 A 级保养的里程' },
      ],
    },
  );
  const { appointmentId, visitId, concernIds } = requested;
  const path = `${station.path}/appointments/${appointmentId}`;
  tell(`${clerk.name} takes the call: two concerns, ${vehicle.plate}`);

  const diagnosed = await clerk.api.post<{ slotRequirement: SlotRequirement }>(`${path}:recordPreDiagnosis`, {
    diagnoses: [
      {
        concernId: concernIds[0],
        suspectedCause: 'linings_worn',
        remedy: 'Replace the brake linings of the front axle',
        operations: ['013-001-017/1'],
        parts: [{ partNumber: 'BRK-LIN-2207', quantity: '1' }],
      },
      {
        concernId: concernIds[1],
        suspectedCause: '',
        remedy: '',
        operations: ['066-001-001/1'],
        parts: [
          { partNumber: 'ENG-OFL-1001', quantity: '1' },
          { partNumber: 'ENG-OIL-15W40-L', quantity: '32' },
        ],
      },
    ],
  });
  if (options.tries) {
    await refused(scene, 'confirming an appointment before its estimate', 'APT-D04', () =>
      clerk.api.post(`${path}:confirm`, {}),
    );
  }
  const estimated = await clerk.api.post<{ estimate: { amountMinor: string; currency: string } }>(
    `${path}:estimate`,
    {},
  );
  await clerk.api.post(`${path}:explainEstimate`, {
    causeExplained: true,
    remedyExplained: true,
    priceExplained: true,
    durationExplained: true,
    channel: 'phone',
    explainedTo: 'dispatcher',
  });
  const { amountMinor, currency } = estimated.estimate;
  tell(`estimate explained: ${moneyText(BigInt(amountMinor), currency)}`);

  const { slot, advisorId } = await chooseSlot(
    scene,
    path,
    { ...diagnosed.slotRequirement, technicianId: options.technicianId },
    preferredAt,
  );
  await clerk.api.post(`${path}:assignAdvisor`, { advisorId });
  const confirmed = await clerk.api.post<Pick<Booked, 'pendingTimers'>>(`${path}:confirm`, {});
  tell(`confirmed for ${slot.startAt}, received by ${(await station.byId(advisorId)).name}`);
  return { appointmentId, visitId, advisorId, slot, pendingTimers: confirmed.pendingTimers };
}

/** Chooses the first free slot at which an advisor is on shift. */
async function chooseSlot(
  { station }: Scene,
  path: string,
  need: SlotRequirement,
  preferredAt: Date,
): Promise<{ slot: Booked['slot']; advisorId: string }> {
  const clerk = await station.get({ role: 'APPOINTMENT_CLERK' });
  for (let hours = 0; hours < 72; hours += 2) {
    const from = hoursFrom(preferredAt, hours);
    const query = new URLSearchParams({
      work_kind: need.workKind,
      skill: need.skill,
      minutes: String(need.minutes),
      from,
      to: hoursFrom(from, 48),
      for_appointment: 'true',
      max: '20',
      ...(need.technicianId !== undefined && { technician_id: need.technicianId }),
    });
    const { slots } = await clerk.api.get<{ slots: FreeSlot[] }>(`${station.path}/workshop/slots?${query}`);
    for (const { bayId, technicianId, startAt, endAt } of slots) {
      const advisor = await station.find({ role: 'SERVICE_ADVISOR', at: new Date(startAt) });
      if (!advisor) continue;
      const times = { bayId, technicianId, startAt, endAt };
      const [chosen] = await Promise.allSettled([
        clerk.api.post<{ slot: Booked['slot'] }>(`${path}:chooseSlot`, times),
      ]);
      if (chosen!.status === 'fulfilled') return { slot: chosen!.value.slot, advisorId: advisor.staffId };
      const error = (chosen as PromiseRejectedResult).reason as unknown;
      if (!(error instanceof Problem) || error.status === 400) throw error; // otherwise the slot was taken meanwhile
    }
  }
  throw new Error('No slot within three days at which bay, technician and advisor are free.');
}

const itemsByHand = ['expert', 'tools', 'documents'] as const;

/** Prepares the appointment before the truck arrives: parts on the shelf, all items ready. */
export async function prepareAppointment(scene: Scene, { appointmentId, visitId, advisorId }: Booked): Promise<void> {
  const { station, tell } = scene;
  const clerk = await station.get({ role: 'PARTS_CLERK' });
  const advisor = await station.byId(advisorId);
  await eventually(
    station,
    'parts are reserved for the visit',
    () => clerk.api.get<{ status: string }>(`${station.path}/visits/${visitId}/parts`),
    ({ status }) => status === 'reserved' || status === 'covered',
  );
  await clerk.api.post(`${station.path}/visits/${visitId}/parts:pickToShelf`, { shelf: 'A3', bin: '2', parts: [] });
  const path = `${station.path}/appointments/${appointmentId}`;
  for (const item of itemsByHand) {
    await advisor.api.post(`${path}:markPreparationItem`, { item, ready: true, reason: '' });
  }
  const prepared = await eventually(
    station,
    'parts, bay and order draft mark themselves ready',
    () => advisor.api.get<{ preparation: { item: string; status: string }[] }>(path),
    ({ preparation }) => preparation.every(({ status }) => status === 'ready'),
  );
  const items = prepared.preparation.map(({ item }) => fixedNames.of('preparation_item', item, 'en'));
  tell(`ready: ${items.join(', ')}; parts on shelf A3`);
}
