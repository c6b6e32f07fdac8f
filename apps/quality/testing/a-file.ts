import type { OrderedItem } from '@waystation/contracts/reception/v1/events';
import type { Place } from '@waystation/testing/model';
import { VisitFile, type Recommendation } from '../src/model/visit-file.ts';
import { ids } from './an-inspection.ts';

const operation = {
  labourMinutes: 60,
  skill: 'brakes',
  mandatorySafety: [],
  advisedSafety: [],
  tools: [],
  manualReference: 'WM-13 4.2',
};

/** Repair item of a countersigned order, with an operation for each code. */
export function anOrderedItem(itemId: string = ids.item, ...codes: string[]): OrderedItem {
  return {
    itemId,
    workKind: 'repair',
    guaranteeClass: 'minor',
    payer: 'customer',
    operations: (codes.length > 0 ? codes : ['013-001-017/1']).map((code) => ({ code, ...operation })),
    concernId: '',
    cause: 'worn',
    reworksItemId: '',
    parts: [],
  };
}

/** Builds the file of a visit with a countersigned order: `aFile().ordered(2).build()`. */
export function aFile(): FileBuilder {
  return new FileBuilder();
}

export class FileBuilder {
  private orderRevision = 1;
  private readonly recommendations: Recommendation[] = [];
  private isKnown = true;

  ordered(orderRevision: number): this {
    this.orderRevision = orderRevision;
    return this;
  }

  /** Leaves out the vehicle and its advisor. */
  withUnknownVehicle(): this {
    this.isKnown = false;
    return this;
  }

  recommending(source: string, sourceId: string): this {
    this.recommendations.push({ recommendationId: ids.recommendation, source, sourceId });
    return this;
  }

  build(place?: Pick<Place, 'stationId' | 'id'>): VisitFile {
    const id = (atA: string) => place?.id(atA) ?? atA;
    const stationId = place?.stationId ?? ids.station;
    const file = VisitFile.open({ stationId, visitId: id(ids.visit), standardVersion: '7' });
    if (this.isKnown) {
      file.noteVisit({ vehicleId: id(ids.vehicle), advisorId: id(ids.advisor) });
      file.noteCondition({ vehicleId: id(ids.vehicle), odometerKm: 120_000 });
    }
    const items = [anOrderedItem(id(ids.item))];
    file.noteOrder({ orderRevision: this.orderRevision, items });
    for (const recommendation of this.recommendations) {
      const { recommendationId, sourceId } = recommendation;
      file.noteRecommendation({
        ...recommendation,
        recommendationId: id(recommendationId),
        sourceId: sourceId && id(sourceId),
      });
    }
    return file;
  }
}
