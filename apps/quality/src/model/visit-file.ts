import type { OrderedItem } from '@waystation/contracts/reception/v1/events';
import { Aggregate, type Steps, type VisitRef } from '@waystation/model';

export type VisitFileStatus = 'open' | 'closed';

export const visitFileSteps = {
  close: { from: ['open'], to: 'closed' },
} as const satisfies Steps<VisitFileStatus>;

/** Data of an ordered item for documents. */
export interface OrderedWork {
  itemId: string;
  workKind: string;
  guaranteeClass: string;
  /** Codes of the published operations. */
  operations: string[];
  /** VMRS component codes of the operations, nine digits each. */
  componentCodes: string[];
}

/** Work that reception recommends to the customer. */
export interface Recommendation {
  recommendationId: string;
  /** `advisor`, `finding`, `defect` or `wear`. */
  source: string;
  /** Id of the finding, defect or wear reading; empty without one. */
  sourceId: string;
}

const maxRecommendations = 1_000;

/**
 * Data of a visit for documents and handover, collected from reception's events, with the visit's id. The events arrive in
 * any order, also before there is an inspection.
 */
export class VisitFile extends Aggregate<typeof visitFileSteps, Record<never, never>, 'visit file'> {
  declare visitId: string;
  /** Null until the vehicle is known. */
  vehicleId: string | null = null;
  /** Advisor who receives the vehicle; null until the visit is opened. */
  advisorId: string | null = null;
  /** Odometer reading at reception; null until recorded. */
  odometerKm: number | null = null;
  /** Revision of the order in force; 0 until it is countersigned. */
  orderRevision = 0;
  items: OrderedWork[] = [];
  recommendations: Recommendation[] = [];

  protected get steps() {
    return visitFileSteps;
  }
  protected get subject() {
    return 'visit file' as const;
  }

  static open({ stationId, visitId, standardVersion }: VisitRef): VisitFile {
    const file = new VisitFile();
    file.begin({ id: visitId, stationId, visitId, standardVersion }, 'open');
    return file;
  }

  noteVisit({ vehicleId, advisorId }: { vehicleId: string; advisorId: string }): void {
    this.vehicleId = vehicleId || this.vehicleId;
    this.advisorId = advisorId || this.advisorId;
  }

  noteCondition({ vehicleId, odometerKm }: { vehicleId: string; odometerKm: number }): void {
    this.vehicleId = vehicleId || this.vehicleId;
    this.odometerKm = odometerKm;
  }

  /** Records an order; ignores one that is not newer. */
  noteOrder({ orderRevision, items }: { orderRevision: number; items: readonly OrderedItem[] }): void {
    if (orderRevision <= this.orderRevision) return;
    this.orderRevision = orderRevision;
    this.items = items.map(({ itemId, workKind, guaranteeClass, operations }) => {
      const codes = operations.map(({ code }) => code);
      const componentCodes = [...new Set(codes.map(componentCodeOf))].filter((code) => code !== '');
      return { itemId, workKind, guaranteeClass, operations: codes, componentCodes };
    });
  }

  noteRecommendation(recommendation: Recommendation): void {
    const { recommendationId, source, sourceId } = recommendation;
    if (this.recommendations.some((known) => known.recommendationId === recommendationId)) return;
    const known = { recommendationId, source, sourceId };
    // Events cannot be refused, so the oldest recommendations are dropped.
    this.recommendations = [...this.recommendations, known].slice(-maxRecommendations);
  }

  /** Closes the file of a cancelled visit. */
  close(at: Date): void {
    if (this.status === 'open') this.step('close', at);
  }
}

/**
 * Component code at the start of an operation's code: 013001017 for `013-001-017/2`. Missing parts become zeros; empty for a
 * code in another format.
 */
export function componentCodeOf(operation: string): string {
  const [, ...parts] = /^(\d{3})(?:-?(\d{3}))?(?:-?(\d{3}))?(?!\d)/.exec(operation) ?? [];
  return parts[0] === undefined ? '' : parts.map((part) => part ?? '000').join('');
}
