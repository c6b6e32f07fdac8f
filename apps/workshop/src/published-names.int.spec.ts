import { startTestService } from '@waystation/testing';
import { aJob, anItem, ids } from '../testing/a-job.ts';
import { aVisit } from '../testing/a-visit.ts';
import { keepCalendar } from '../testing/calendar-samples.ts';
import { DispatchJob } from './use-cases/dispatch-job.ts';
import { StartJob } from './use-cases/start-job.ts';
import { TakeTool } from './use-cases/take-tool.ts';
import { WorkshopModule } from './workshop.module.ts';

const workshop = await startTestService(WorkshopModule);
const { given, stationA } = workshop;
const { technician, lead } = workshop.actors;

beforeAll(async () => {
  await keepCalendar(workshop, stationA.id);
  await workshop.keepCodes('skill', { paint: ['Body and paint', '钣金喷漆'] });
  await workshop.keepCodes('tool', { torque_wrench: ['Torque wrench', '扭力扳手'] });
  await workshop.keep('waystation.network.v1.LabourOperationState', {
    key: 'network:1',
    operation: '013-001-017/1',
    safetyConfirmations: [
      { code: 'lift_secured', mandatory: true, descriptionEn: 'Lift is secured', descriptionZh: '举升机已锁止' },
    ],
  });
});

describe('a refusal', () => {
  it('names a safety measure by its published description, and gives clients its code', async () => {
    const secured = anItem({ operation: { mandatorySafety: ['lift_secured'] } });
    await given(aVisit(aJob().of(secured).dispatched()))
      .when(StartJob, { jobId: ids.job }, { by: technician })
      .thenRefused('MANDATORY_SAFETY_MISSING', 'REP-D13')
      .and(async ({ error }) => {
        expect(error).toMatchObject({ missing: [{ subject: 'lift_secured' }] });
        expect(await workshop.sentencesOf(error, 'zh')).toContain(
          '有一项强制安全措施尚未确认：举升机已锁止。请落实并确认。',
        );
        expect((await workshop.sentencesOf(error, 'en'))[0]).toContain('Lift is secured');
      });
  });

  it('names a skill by its published name', async () => {
    const paint = anItem({ operation: { skill: 'paint' } });
    const team = { jobId: ids.job, bayId: ids.bay, leadTechnicianId: technician.id, otherTechnicianIds: [] };
    await given(aVisit(aJob().of(paint).authorised()))
      .when(DispatchJob, team, { by: lead })
      .thenRefused('SKILL_MISSING')
      .and(async ({ error }) => {
        expect((await workshop.sentencesOf(error, 'zh'))[0]).toContain('钣金喷漆');
      });
  });
});

describe('taking a tool', () => {
  it('accepts only kinds from the published list', async () => {
    const tool = { jobId: ids.job, toolNumber: 'TW-1' };
    await given(aVisit(aJob().dispatched()))
      .when(TakeTool, { ...tool, toolKind: 'hammer' }, { by: technician })
      .thenInvalid('tool_kind');
    await workshop.reset();
    await given(aVisit(aJob().dispatched()))
      .when(TakeTool, { ...tool, toolKind: 'torque_wrench' }, { by: technician })
      .thenPublished('ToolTaken', {});
  });
});
