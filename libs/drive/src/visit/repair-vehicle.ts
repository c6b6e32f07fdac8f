import { createHash } from 'node:crypto';
import type { Person } from '../station.ts';
import { eventually } from '../eventually.ts';
import type { Booked } from './book-appointment.ts';
import { formOf, type Form, type Scene } from './scene.ts';

interface Job {
  summary: { jobId: string; status: string };
  operations: { code: string; skill: string; tools: string[]; manualReference: string }[];
  mandatorySafety: string[];
  advisedSafety: string[];
}

/** Repairs the vehicle, from dispatch to report. @returns staff id of the lead technician */
export async function repairVehicle(scene: Scene, booked: Booked, leadId?: string): Promise<string> {
  const { station, tell } = scene;
  const { visitId } = booked;
  const workshopLead = await station.get({ role: 'WORKSHOP_LEAD' });
  const { jobs } = await eventually(
    station,
    'the jobs are authorised by the countersignature',
    () =>
      workshopLead.api.get<{ jobs: { jobId: string; status: string }[] }>(`${station.path}/jobs?visit_id=${visitId}`),
    (listed) => listed.jobs.length > 0 && listed.jobs.every(({ status }) => status === 'authorised'),
  );
  const bayId = await bayOf(scene, booked);
  const lead = leadId
    ? await station.byId(leadId)
    : await station.get({ role: 'TECHNICIAN', also: 'QUALITY_INSPECTOR' });
  const done: string[] = [];
  for (const { jobId } of jobs) {
    const { job } = await lead.api.get<{ job: Job }>(`${station.path}/jobs/${jobId}`);
    await workshopLead.api.post(`${station.path}/jobs/${jobId}:dispatch`, {
      bayId,
      leadTechnicianId: lead.staffId,
      otherTechnicianIds: [],
    });
    await workOn(scene, job, lead, visitId);
    done.push(...job.operations.map(({ code }) => code));
  }
  const form = await formOf(lead.api, 'order_inspection');
  await lead.api.post(`${station.path}/visits/${visitId}:completeOrderInspection`, passed(form));
  tell(`${lead.name} finishes operations ${done.join(' and ')} and inspects the whole order`);
  return lead.staffId;
}

async function workOn({ station }: Scene, job: Job, technician: Person, visitId: string): Promise<void> {
  const { jobId } = job.summary;
  const { api, staffId } = technician;
  const path = `${station.path}/jobs/${jobId}`;
  for (const code of [...job.mandatorySafety, ...job.advisedSafety]) await api.post(`${path}:confirmSafety`, { code });
  for (const toolKind of job.operations.flatMap(({ tools }) => tools)) {
    const calibrationDueAt = new Date(Date.now() + 90 * 86_400_000).toISOString();
    await api.post(`${path}:takeTool`, { toolNumber: `${toolKind} no. 1`, toolKind, calibrationDueAt });
  }
  await api.post(`${path}:start`, {});
  for (const { manualReference } of job.operations) {
    const [document = '', section = ''] = manualReference.split(' ');
    await api.post(`${path}:recordManualReference`, { document, section, purpose: 'work' });
  }
  await api.post(`${path}:pause`, { reason: 'parts' });
  const issued = await issueParts(station, visitId, jobId, staffId);
  await api.post(`${path}:resume`, {});
  for (const { issueLineId, partNumber, quantity } of issued) {
    await api.post(`${path}:fitPart`, { issueLineId, partNumber, quantity });
  }
  const replaced = issued.filter(({ partNumber }) => !partNumber.startsWith('ENG-OIL'));
  for (const { partNumber, quantity } of replaced) {
    const kept = { itemId: jobId, partNumber, quantity };
    await api.post(`${station.path}/visits/${visitId}/replaced-parts`, kept);
  }
  for (const toolKind of job.operations.flatMap(({ tools }) => tools)) {
    await api.post(`${path}:returnTool`, { toolNumber: `${toolKind} no. 1` });
  }
  await api.post(`${path}:confirmProtection`, {});
  await api.post(`${path}:completeSelfInspection`, passed(await formOf(api, 'self_inspection')));
  const workDone = `${job.operations.map(({ code }) => code).join(', ')}: 按手册完成，功能正常`;
  const signatureHash = createHash('sha256').update(`${staffId} ${jobId}`).digest('hex');
  await api.post(`${path}:signRepairReport`, { workDone, signatureHash });
  await api.post(`${path}:finish`, {});
}

interface IssuedLine {
  issueLineId: string;
  partNumber: string;
  quantity: string;
}

async function issueParts(
  station: Scene['station'],
  visitId: string,
  itemId: string,
  technicianId: string,
): Promise<IssuedLine[]> {
  const clerk = await station.get({ role: 'PARTS_CLERK' });
  const path = `${station.path}/visits/${visitId}/parts`;
  const { parts } = await eventually(
    station,
    'the parts of the item may be issued',
    () =>
      clerk.api.get<{ parts: { itemId: string; partNumber: string; requiredQuantity: string; authorised: boolean }[] }>(
        path,
      ),
    (visit) => visit.parts.some((part) => part.itemId === itemId && part.authorised),
  );
  const wanted = parts.filter((part) => part.itemId === itemId);
  const { lines } = await clerk.api.post<{ lines: IssuedLine[] }>(`${path}:issue`, {
    itemId,
    technicianId,
    parts: wanted.map(({ partNumber, requiredQuantity: quantity }) => ({ partNumber, quantity })),
  });
  return lines;
}

/** Bay booked for the visit. */
async function bayOf({ station }: Scene, { visitId, slot }: Booked): Promise<string> {
  const workshopLead = await station.get({ role: 'WORKSHOP_LEAD' });
  const query = new URLSearchParams({
    visit_id: visitId,
    from: new Date(Date.now() - 86_400_000).toISOString(),
    to: new Date(Date.now() + 20 * 86_400_000).toISOString(),
  });
  const { bookings } = await workshopLead.api.get<{ bookings: { slot: { bayId: string } }[] }>(
    `${station.path}/workshop/bookings?${query}`,
  );
  return bookings[0]?.slot.bayId ?? slot.bayId;
}

function passed({ formId, version, points }: Form) {
  return {
    formId,
    formVersion: version,
    points: points.map(({ code }) => ({ pointId: code, result: 'ok', remarks: '' })),
  };
}
