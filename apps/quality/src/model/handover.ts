import type { StaffMember } from '@waystation/reference/model';
import type { VisitFile } from './visit-file.ts';

/** Explanations and documents that the advisor gets with the vehicle. */
export interface Offer {
  advisorId: string;
  repairExplained: boolean;
  wearTold: boolean;
  defectsTold: boolean;
  documents: string[];
}

export interface Handover extends Offer {
  inspectorId: string;
  offeredAt: Date;
}

/** The visit's file, and the record of the advisor who gets the vehicle. */
export interface HandoverFacts {
  file: VisitFile | undefined;
  advisor: StaffMember | undefined;
}

/** Documents that a handover passes on; every visit has them. */
export const documentsToPass = ['inspection_sheet', 'guarantee_certificate'];
