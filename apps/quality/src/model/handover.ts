import type { StaffMember } from '@waystation/reference/model';
import type { VisitFile } from './visit-file.ts';

/** Explanations and documents that the advisor receives with the vehicle. */
export interface HandoverDetails {
  advisorId: string;
  repairExplained: boolean;
  wearExplained: boolean;
  defectsExplained: boolean;
  documents: string[];
}

export interface Handover extends HandoverDetails {
  inspectorId: string;
  handedOverAt: Date;
}

/** File of the visit, and record of the advisor who receives the vehicle. */
export interface HandoverFacts {
  file: VisitFile | undefined;
  advisor: StaffMember | undefined;
}

/** Documents of every handover. */
export const documentsToPass = ['inspection_sheet', 'guarantee_certificate'];
