import type { Api } from '../api.ts';
import { eventually } from '../eventually.ts';
import type { Booked } from './book-appointment.ts';
import { formOf, measured, refused, type Scene } from './scene.ts';

/** Inspects the vehicle by someone who did none of the work, and hands it over to the advisor. */
export async function inspectVehicle(scene: Scene, booked: Booked, leadTechnicianId: string): Promise<void> {
  const { station, tell } = scene;
  const { visitId, advisorId } = booked;
  const path = `${station.path}/visits/${visitId}/inspection`;
  const worker = await station.byId(leadTechnicianId);
  const inspector = await station.get({ role: 'QUALITY_INSPECTOR', skill: 'inspection', not: [leadTechnicianId] });
  await eventually(
    station,
    'the inspection is open',
    () => inspector.api.get<{ inspection: { summary: { status: string } } }>(path),
    ({ inspection }) => inspection.summary.status === 'open',
  );
  const form = await formOf(inspector.api, 'inspection');
  const by = { formId: form.formId, formVersion: form.version };
  await refused(scene, 'inspecting the truck by the technician who worked on it', 'INS-D02', () =>
    worker.api.post(`${path}:start`, by),
  );
  await inspector.api.post(`${path}:start`, by);
  await inspector.api.post(`${path}:recordPoints`, {
    points: form.points.map((point) => ({
      pointId: point.code,
      result: 'ok',
      value: point.answer === 'number' ? measured(point) : '',
      unit: point.unit,
      remarks: '',
    })),
  });
  await inspector.api.post(`${path}:recordRoadTest`, {
    leadTechnicianId,
    distanceKm: '8.5',
    route: '港城路 - 外环 - 港城路',
    remarks: '制动平顺，无异响',
  });
  await inspector.api.post(`${path}:recordWear`, { readings });
  await inspector.api.post(`${path}:recordWash`, { washedBy: inspector.staffId });
  await inspector.api.post(`${path}:park`, { space: 'C2' });
  await takeOncePossible(scene, 'quality knows the order', inspector.api, `${path}:pass`);
  await inspector.api.post(`${path}:handOverVehicle`, {
    advisorId,
    repairExplained: true,
    wearExplained: true,
    defectsExplained: true,
    documents: ['inspection_sheet', 'guarantee_certificate', 'repair_report'],
  });
  const advisor = await station.byId(advisorId);
  await eventually(
    station,
    'reception has received the handover',
    () => advisor.api.get<{ summary: { stage: string } }>(`${station.path}/visits/${visitId}`),
    ({ summary }) => summary.stage === 'in_inspection',
  );
  const accept = `${station.path}/visits/${visitId}:acceptHandover`;
  await takeOncePossible(scene, 'the advisor can take the truck over', advisor.api, accept);
  tell(`${inspector.name} passes the inspection; ${advisor.name} accepts the vehicle`);
}

/** Takes a step that is refused until its service has heard of others. A straight visit asks for nothing but the step. */
async function takeOncePossible({ station, straight }: Scene, what: string, api: Api, path: string): Promise<void> {
  const attempt = () => (straight ? api.post(path, {}) : api.validateOnly(path, {}));
  await eventually(
    station,
    what,
    async () => (await Promise.allSettled([attempt()]))[0]!,
    ({ status }) => status === 'fulfilled',
  );
  if (!straight) await api.post(path, {});
}

const tyre = (position: string, value: string, kmLeft: number) => ({
  part: 'tyre',
  position,
  value,
  unit: 'mm',
  limit: '1.6',
  kmLeft,
});

const readings = [
  tyre('1L', '9.5', 60_000),
  tyre('1R', '9.2', 58_000),
  tyre('2LO', '7.8', 45_000),
  tyre('2RO', '7.6', 44_000),
  { part: 'brake_lining', position: '2', value: '12', unit: 'mm', limit: '5', kmLeft: 70_000 },
  { part: 'battery', position: '', value: '12.6', unit: 'volt', limit: '11.8', kmLeft: 0 },
];
