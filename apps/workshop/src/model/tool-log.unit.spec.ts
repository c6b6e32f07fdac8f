import { minute, missingOf } from '@waystation/testing/model';
import { aJob, anItem, anna, boris, ids } from '../../testing/a-job.ts';
import { ToolLog } from './tool-log.ts';

const at = minute(100);

describe('the tools of a job', () => {
  it('must be in calibration when they are taken', () => {
    const job = aJob().started().build();
    expect(
      missingOf(job, () =>
        job.takeTool({ toolNumber: 'T-1', toolKind: 'torque_wrench', calibrationDueAt: minute(99) }, anna, at),
      ),
    ).toEqual(['REP-D06 TOOL_CALIBRATION_EXPIRED T-1']);
    expect(
      missingOf(job, () =>
        job.takeTool({ toolNumber: 'T-2', toolKind: 'torque_wrench', calibrationDueAt: minute(100) }, anna, at),
      ),
    ).toEqual([]);
    expect(missingOf(job, () => job.takeTool({ toolNumber: 'T-3', toolKind: 'torque_wrench' }, anna, at))).toEqual([]);
  });

  it('are taken once, returned once, and taken again', () => {
    const job = aJob().started().build();
    job.takeTool({ toolNumber: 'T-1', toolKind: 'torque_wrench' }, anna, at);
    expect(() => job.takeTool({ toolNumber: 'T-1', toolKind: 'torque_wrench' }, boris, at)).toThrow(
      'TOOL_ALREADY_TAKEN',
    );
    job.returnTool('T-1', boris, at);
    expect(() => job.returnTool('T-1', boris, at)).toThrow('TOOL_NOT_TAKEN');
    job.takeTool({ toolNumber: 'T-1', toolKind: 'torque_wrench' }, anna, at);
  });

  it('must be back before the job is finished', () => {
    const job = aJob().ready().build();
    job.takeTool({ toolNumber: 'T-1', toolKind: 'torque_wrench' }, anna, at);
    expect(() => job.finish(anna, at)).toThrow('TOOLS_NOT_RETURNED (toolNumbers=T-1)');
    for (let number = 2; number <= 12; number += 1) {
      job.takeTool({ toolNumber: `T-${number}`, toolKind: 'torque_wrench' }, anna, at);
    }
    // The values of a refusal must fit into a response header.
    expect(() => job.finish(anna, at)).toThrow(/T-10\)$/);
  });

  it('include one of each kind that the operations need', () => {
    const job = aJob()
      .of(anItem({ operation: { tools: ['torque_wrench', 'brake_tester'] } }))
      .ready()
      .having((each, when) => each.takeTool({ toolNumber: 'T-1', toolKind: 'torque_wrench' }, anna, when))
      .having((each, when) => each.returnTool('T-1', anna, when))
      .build();
    expect(missingOf(job, () => job.finish(anna, at))).toEqual(['REP-D06 SPECIAL_TOOL_NOT_TAKEN brake_tester']);
  });
});

describe('the tool log', () => {
  it('is limited to 100 uses', () => {
    const tool = { toolNumber: 'T-1', toolKind: 'torque_wrench' };
    let log: ToolLog = [];
    for (let number = 0; number < 100; number += 1) {
      log = ToolLog.giveBack(ToolLog.take(log, tool, ids.anna, at), 'T-1', at);
    }
    expect(() => ToolLog.take(log, tool, ids.anna, at)).toThrow('LIST_FULL (max=100)');
  });
});
