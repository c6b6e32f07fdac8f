import { appended, compareDecimals, parseDecimal } from '@waystation/model';
import { Defects } from './defects.ts';
import type { VisitFile } from './visit-file.ts';

/** Measured wear of a part. */
export interface Measurement {
  readingId: string;
  /** Code of the part, such as `tyre`, `brake_lining`, `battery` or `belt`. */
  part: string;
  /** Empty if the vehicle has only one. */
  position: string;
  /** Decimal number. */
  value: string;
  unit: string;
  /** Decimal number at which the part must be replaced; empty if unknown. */
  limit: string;
  /** Estimated remaining distance; 0 if unknown. */
  kmLeft: number;
}

export interface WearReading extends Measurement {
  inspectorId: string;
  measuredAt: Date;
}

/** Newest reading of each part and position. */
export type WearReadings = readonly WearReading[];

const maxReadings = 200;

export const WearReadings = {
  /** Adds readings and replaces earlier ones of the same part and position. */
  record(
    readings: WearReadings,
    measured: readonly Measurement[],
    by: Pick<WearReading, 'inspectorId' | 'measuredAt'>,
  ): WearReadings {
    return measured.reduce<WearReadings>((kept, each) => {
      const earlier = kept.filter(({ part, position }) => part !== each.part || position !== each.position);
      return appended(earlier, { ...each, ...by }, maxReadings);
    }, readings);
  },

  has(readings: WearReadings, readingId: string): boolean {
    return readings.some((reading) => reading.readingId === readingId);
  },

  /** Readings at or beyond their limit. */
  worn(readings: WearReadings): WearReading[] {
    return readings.filter(isWorn);
  },

  /** Worn readings that neither a defect nor a recommendation to the customer covers. */
  unhandled(readings: WearReadings, defects: Defects, file: VisitFile | undefined): WearReading[] {
    const recommended = (file?.recommendations ?? []).map(({ sourceId }) => sourceId);
    return WearReadings.worn(readings).filter(
      ({ readingId }) => !Defects.coverReading(defects, readingId) && !recommended.includes(readingId),
    );
  },
};

/** True if the part must be replaced. Lower values are worse for every part. */
export function isWorn({ value, limit }: Pick<Measurement, 'value' | 'limit'>): boolean {
  return limit !== '' && compareDecimals(parseDecimal(value), parseDecimal(limit)) <= 0;
}
