import { appended } from '@waystation/model';

/** Inspector's assessment of a fault that no item of the order covers. */
export interface Assessment {
  /** `immediate`, `soon` or `later`. */
  severity: string;
  unsafe: boolean;
  componentCode: string;
  /** Empty if unknown. */
  cause: string;
  /** Point of the specification that showed the defect; empty if none did. */
  pointId: string;
  /** Wear reading that showed the defect; empty if none did. */
  readingId: string;
  description: string;
  photoHashes: string[];
}

export interface Defect extends Omit<Assessment, 'description'> {
  defectId: string;
  inspectorId: string;
  notedAt: Date;
}

/** Defects noted in all rounds, oldest first. */
export type Defects = readonly Defect[];

const maxDefects = 100;

export const Defects = {
  note(defects: Defects, defect: Defect): Defects {
    return appended(defects, defect, maxDefects);
  },

  /** True if a defect refers to the point of the specification. */
  coverPoint(defects: Defects, pointId: string): boolean {
    return defects.some((defect) => defect.pointId === pointId);
  },

  /** True if a defect refers to the wear reading. */
  coverReading(defects: Defects, readingId: string): boolean {
    return defects.some((defect) => defect.readingId === readingId);
  },
};
