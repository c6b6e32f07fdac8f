import { appended, Refused } from '@waystation/model';

/** Special tool or tester, with the data on its label. */
export interface Tool {
  toolNumber: string;
  /** Kind that operations name. */
  toolKind: string;
  /** Left out for a tool that needs no calibration. */
  calibrationDueAt?: Date | undefined;
}

/** One use of a tool on a job. */
export interface ToolUse {
  toolNumber: string;
  toolKind: string;
  technicianId: string;
  takenAt: Date;
  /** Null for a tool that needs no calibration. */
  calibrationDueAt: Date | null;
  /** Null while the tool is out. */
  returnedAt: Date | null;
}

/** Uses of tools on one job, oldest first. */
export type ToolLog = readonly ToolUse[];

const maxUses = 100;
// The values of a refusal must fit into a response header.
const maxNamed = 10;

export const ToolLog = {
  /** @throws Refused when the tool is out already */
  take(log: ToolLog, tool: Tool, technicianId: string, takenAt: Date): ToolLog {
    const { toolNumber, toolKind, calibrationDueAt = null } = tool;
    if (findOut(log, toolNumber)) throw new Refused('TOOL_ALREADY_TAKEN', { toolNumber });
    const taken = { toolNumber, toolKind, technicianId, takenAt, calibrationDueAt, returnedAt: null };
    return appended(log, taken, maxUses);
  },

  /** @throws Refused when the tool is not out */
  giveBack(log: ToolLog, toolNumber: string, returnedAt: Date): ToolLog {
    const out = findOut(log, toolNumber);
    if (!out) throw new Refused('TOOL_NOT_TAKEN', { toolNumber });
    return log.map((use) => (use === out ? { ...use, returnedAt } : use));
  },

  /** @throws Refused with the numbers of the tools still out */
  mustBeBack(log: ToolLog): void {
    const out = log.filter(isOut).map(({ toolNumber }) => toolNumber);
    if (out.length > 0) throw new Refused('TOOLS_NOT_RETURNED', { toolNumbers: out.slice(0, maxNamed).join(', ') });
  },

  /** True if a tool of the kind was taken, returned or not. */
  has(log: ToolLog, toolKind: string): boolean {
    return log.some((use) => use.toolKind === toolKind);
  },
};

export function isCalibrated({ calibrationDueAt }: Tool, at: Date): boolean {
  return calibrationDueAt === undefined || calibrationDueAt >= at;
}

function findOut(log: ToolLog, toolNumber: string): ToolUse | undefined {
  return log.find((use) => isOut(use) && use.toolNumber === toolNumber);
}

function isOut({ returnedAt }: ToolUse): boolean {
  return returnedAt == null;
}
