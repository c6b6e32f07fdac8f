import { moneyText } from '@waystation/model';
import { eventually } from '../eventually.ts';
import { Problem } from '../problem.ts';
import type { Person } from '../station.ts';
import type { Booked } from './book-appointment.ts';
import { drawn, formOf, hoursFrom, measured, refused, type Scene } from './scene.ts';

interface Visit {
  summary: { stage: string };
  concerns: { concernId: string; kind: string; description: string }[];
}

/** A contact of the customer, as known to the visit. */
interface Contact {
  contactId: string;
  name: string;
  mayApprove: boolean;
  maySign: boolean;
}

/** Document that both sign, and the device for signing. */
interface Shown {
  documentHash: string;
  device: string;
}

/** A repair order signed by both. */
export interface Signed {
  /** Ids of the items for the fault and the maintenance. */
  itemIds: string[];
  documentId: string;
  documentHash: string;
}

/** Receives the vehicle: greeting, check sheet, condition, covers, keys. */
export async function checkIn(scene: Scene, { appointmentId, visitId, advisorId }: Booked): Promise<void> {
  const { station, vehicle, tell } = scene;
  const gate = await station.get({ role: 'GATE_ATTENDANT' });
  const advisor = await station.byId(advisorId);
  const { arrivalId } = await gate.api.post<{ arrivalId: string }>(`${station.path}/arrivals`, {
    appointmentId,
    plate: vehicle.plate,
    source: 'gate',
  });
  await advisor.api.post(`${station.path}/arrivals/${arrivalId}:open`, {
    customerId: vehicle.customerId,
    vehicleId: vehicle.vehicleId,
    driverWaits: true,
  });
  const path = `${station.path}/visits/${visitId}`;
  await advisor.api.post(`${path}:greet`, { introduced: true, otherAdvisorReason: '' });
  const { concerns } = await advisor.api.get<Visit>(path);
  await advisor.api.post(`${path}:confirmConcerns`, {
    concerns: concerns.map(({ concernId, description }) => ({ concernId, description })),
  });
  await advisor.api.post(`${path}:confirmPreparation`, {
    ready: ['order_draft', 'parts', 'expert', 'technician_and_bay', 'tools', 'documents'],
  });
  const sheet = await formOf(advisor.api, 'check_sheet');
  await advisor.api.post(`${path}:completeCheckSheet`, {
    formId: sheet.formId,
    formVersion: sheet.version,
    points: sheet.points.map((point) => ({
      pointId: point.code,
      result: 'ok',
      value: point.answer === 'number' ? measured(point) : '',
      seconds: 12,
    })),
    seconds: sheet.points.length * 12,
  });
  await advisor.api.post(`${path}:recordCondition`, {
    odometerKm: vehicle.odometerKm + 120,
    fuelPercent: 60,
    damages: [{ place: 'bumper_front', kind: 'scratch', remarks: '' }],
    equipment: ['warning_triangle', 'extinguisher'],
    belongings: ['行车记录仪'],
    customerPresent: true,
  });
  await advisor.api.post(`${path}:fitProtectiveCovers`, { customerPresent: true });
  await advisor.api.post(`${path}:takeKeysAndPapers`, {
    keys: 2,
    vehiclePapers: ['registration'],
    place: 'Safe 1, hook 14',
  });
  tell(
    `${advisor.name} receives the vehicle: ${sheet.points.length} points checked, condition recorded, covers fitted, keys taken`,
  );
}

/** Agrees the repair order: diagnosis, quote, delivery promise, explanation, signatures, copy. */
export async function agreeOrder(scene: Scene, { visitId, advisorId }: Booked): Promise<Signed> {
  const { station, tell } = scene;
  const advisor = await station.byId(advisorId);
  const path = `${station.path}/visits/${visitId}`;
  const { concerns } = await advisor.api.get<Visit>(path);
  const technician = await station.get({ role: 'TECHNICIAN' });
  const itemIds: string[] = [];
  for (const { concernId, kind } of concerns) {
    const fault = kind === 'fault';
    const diagnosed = await advisor.api.post<{ itemIds: string[] }>(`${path}:diagnoseConcern`, {
      concernId,
      cause: fault ? 'linings_worn' : 'service_due',
      description: fault ? '前轴制动片厚度低于限值' : '距上次保养已满 40,000 公里',
      componentCode: fault ? '013001017' : '066001001',
      method: fault ? 'pre_inspection' : 'advisor',
      removeItemIds: [],
    });
    itemIds.push(...diagnosed.itemIds);
  }
  const quote = await advisor.api.post<{ amountMinor: string; currency: string; labourMinutes: number }>(
    `${path}/order:quote`,
    { ceilingMinor: '5000' },
  );
  const promised = await promise(scene, path, advisorId);
  await advisor.api.post(`${path}/order:explain`, {});
  const { documentHash } = await advisor.api.post<{ documentHash: string }>(`${path}/order:present`, {});
  tell(`quoted ${moneyText(BigInt(quote.amountMinor), quote.currency)}, promised for ${promised}`);
  const shown: Shown = { documentHash, device: 'Desk tablet 2' };
  await sign(scene, path, advisor, shown);
  await refused(scene, 'starting a job before the order is countersigned', 'REP-D01', () =>
    technician.api.post(`${station.path}/jobs/${itemIds[0]}:start`, {}),
  );
  return { itemIds, ...(await countersign(scene, path, advisor, shown)) };
}

/** Promises the earliest possible delivery time plus one hour. */
async function promise({ station }: Scene, path: string, advisorId: string): Promise<string> {
  const advisor = await station.byId(advisorId);
  // A dry run with a far time answers when the work can be done, without a promise.
  const far = hoursFrom(new Date(), 24 * 13);
  for (;;) {
    const planned = await advisor.api.validateOnly<{ finishAt: string }>(`${path}/order:promise`, { promisedAt: far });
    const near = hoursFrom(planned.finishAt, 1);
    const [promised] = await Promise.allSettled([advisor.api.post(`${path}/order:promise`, { promisedAt: near })]);
    if (promised.status === 'fulfilled') return near;
    const error = promised.reason as unknown;
    // otherwise another truck has taken the time meanwhile
    if (!(error instanceof Problem) || error.reason !== 'PROMISE_BEFORE_WORK_ENDS') throw error;
  }
}

/** Signs for the customer; before that, a contact whose limit the order exceeds is refused. */
async function sign(scene: Scene, path: string, advisor: Person, shown: Shown): Promise<void> {
  const consent = await formOf(advisor.api, 'consent');
  const { signing } = await advisor.api.get<{ signing: { contacts: Contact[] } }>(path);
  const signer = signing.contacts.find(({ maySign }) => maySign);
  if (!signer) throw new Error('No contact of the customer may sign the order.');
  const limited = signing.contacts.find(({ mayApprove, maySign }) => mayApprove && !maySign);
  const signAs = ({ contactId, name }: Contact) =>
    advisor.api.post(`${path}/order:sign`, {
      ...shown,
      consentFormId: consent.formId,
      consentFormVersion: consent.version,
      contactId,
      identifiedBy: 'id_card',
      strokes: drawn(name),
    });
  if (limited) {
    await refused(scene, 'signing by a contact whose approval limit the order exceeds', 'REC-D12', () =>
      signAs(limited),
    );
  }
  await signAs(signer);
}

/** Countersigns by the advisor and gives the customer a copy. */
async function countersign(
  { tell }: Scene,
  path: string,
  advisor: Person,
  shown: Shown,
): Promise<Omit<Signed, 'itemIds'>> {
  const { documentId, documentHash } = await advisor.api.post<Omit<Signed, 'itemIds'>>(`${path}/order:countersign`, {
    ...shown,
    strokes: drawn(advisor.name),
  });
  await advisor.api.post(`${path}/order:giveCopy`, { medium: 'print' });
  await advisor.api.post(`${path}:recordWaitingArrangement`, { whereabouts: 'lounge', contactDetails: '' });
  tell(`signed and countersigned (hash ${documentHash.slice(0, 12)}…); the customer has a copy`);
  return { documentId, documentHash };
}

/** Waits until the visit reaches a stage. */
export async function atStage({ station }: Scene, { visitId, advisorId }: Booked, stage: string): Promise<void> {
  const advisor = await station.byId(advisorId);
  await eventually(
    station,
    `the visit is ${stage}`,
    () => advisor.api.get<Visit>(`${station.path}/visits/${visitId}`),
    (visit) => visit.summary.stage === stage,
  );
}
