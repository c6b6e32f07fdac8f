import { appended } from '@waystation/model';

/** A fault that no item of the order covers, as the inspector assesses it. */
export interface Assessment {
  /** `immediate`, `soon` or `later`. */
  severity: string;
  unsafe: boolean;
  componentCode: string;
  /** Empty: not known. */
  cause: string;
  /** Empty: no point of the specification showed it. */
  pointId: string;
  /** Empty: no wear reading showed it. */
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

  /** Tells of a defect that the point of the specification showed. */
  coverPoint(defects: Defects, pointId: string): boolean {
    return defects.some((defect) => defect.pointId === pointId);
  },

  /** Tells of a defect that the wear reading showed. */
  coverReading(defects: Defects, readingId: string): boolean {
    return defects.some((defect) => defect.readingId === readingId);
  },
};
