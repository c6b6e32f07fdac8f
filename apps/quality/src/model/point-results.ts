import { specifiedPoint, type Specification } from './specification.ts';

/** Result of one point, recorded by the inspector. */
export interface FoundPoint {
  pointId: string;
  /** `ok`, `not_ok` or `not_applicable`. */
  result: string;
  /** Decimal number; empty without a measurement. */
  value: string;
  unit: string;
  remarks: string;
  photoHashes: string[];
}

/** Result of one point without its remarks, which are in `InspectionTexts`. */
export interface PointResult extends Omit<FoundPoint, 'remarks'> {
  inspectorId: string;
  recordedAt: Date;
}

/** Results of one round, at most one for each point of the specification. */
export type PointResults = readonly PointResult[];

export const PointResults = {
  /** Results with the unit of the specification if none was given. */
  of(
    found: readonly FoundPoint[],
    specification: Specification,
    by: Pick<PointResult, 'inspectorId' | 'recordedAt'>,
  ): PointResult[] {
    return found.map(({ pointId, result, value, unit: given, photoHashes }) => {
      const unit = given || specifiedPoint(specification, pointId).unit;
      return { pointId, result, value, unit, photoHashes, ...by };
    });
  },

  /** Adds results and replaces earlier ones of the same points. */
  record(points: PointResults, newer: PointResults): PointResults {
    const isReplaced = ({ pointId }: PointResult) => newer.some((result) => result.pointId === pointId);
    return [...points.filter((earlier) => !isReplaced(earlier)), ...newer];
  },

  /** `ok`, `not_ok` or `not_applicable`; undefined if the point has no result. */
  at(points: PointResults, pointId: string): string | undefined {
    return points.find((point) => point.pointId === pointId)?.result;
  },

  /** Codes of the points without a result, in the order of the specification. */
  missing(points: PointResults, specification: Specification): string[] {
    return specification.map(({ code }) => code).filter((code) => PointResults.at(points, code) === undefined);
  },
};
