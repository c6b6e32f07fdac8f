import type { OrderedItem } from '@waystation/contracts/reception/v1/events';
import { Aggregate, type Steps } from '@waystation/model';

export type VisitFileStatus = 'open' | 'closed';

export const visitFileSteps = {
  close: { from: ['open'], to: 'closed' },
} as const satisfies Steps<VisitFileStatus>;

/** What of an ordered item stands on documents. */
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
  /** advisor, finding, defect or wear. */
  source: string;
  /** Id of what it comes from; empty where it has none. */
  sourceId: string;
}

export interface VisitOfFile {
  stationId: string;
  visitId: string;
  standardVersion?: string | undefined;
}

const maxRecommendations = 1_000;

/**
 * What reception says of a visit, whose id it bears, as far as documents and handover need it. Its topics come in any order,
 * also before there is an inspection.
 */
export class VisitFile extends Aggregate<typeof visitFileSteps, Record<never, never>, 'visit file'> {
  declare visitId: string;
  /** Null until the truck is known. */
  vehicleId: string | null = null;
  /** Who receives the truck; null until the visit is opened. */
  advisorId: string | null = null;
  /** As it was read at the reception; null until then. */
  odometerKm: number | null = null;
  /** Of the order in force; 0 until it is signed. */
  orderRevision = 0;
  items: OrderedWork[] = [];
  recommendations: Recommendation[] = [];

  protected get steps() {
    return visitFileSteps;
  }
  protected get subject() {
    return 'visit file' as const;
  }

  static open({ stationId, visitId, standardVersion }: VisitOfFile): VisitFile {
    const file = new VisitFile();
    file.begin({ id: visitId, stationId, visitId, ...(standardVersion != null && { standardVersion }) }, 'open');
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

  /** An order that is older than what is known changes nothing. */
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
    // What has happened is not refused: the oldest give way.
    this.recommendations = [...this.recommendations, known].slice(-maxRecommendations);
  }

  /** The visit ends without repair. */
  close(at: Date): void {
    if (this.status === 'open') this.step('close', at);
  }
}

/**
 * The component code in an operation's code, which begins with it: `013-001-017/2` is of 013001017. What is not given is
 * filled up with zeros. Empty where the code is of another shape.
 */
export function componentCodeOf(operation: string): string {
  const [, ...parts] = /^(\d{3})(?:-?(\d{3}))?(?:-?(\d{3}))?(?!\d)/.exec(operation) ?? [];
  return parts[0] === undefined ? '' : parts.map((part) => part ?? '000').join('');
}
