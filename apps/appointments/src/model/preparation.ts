/** The things that are prepared for an appointment. */
export const preparationItems = ['order_draft', 'parts', 'expert', 'technician_and_bay', 'tools', 'documents'] as const;

export type PreparationName = (typeof preparationItems)[number];

export interface PreparationItem {
  item: string;
  /** `open`, `ready` or `not_ready`. */
  status: string;
  /** Slug; empty unless it is not ready. */
  reason: string;
  /** Staff id; null where it marked itself. */
  markedBy: string | null;
  markedAt: Date | null;
}

/** What is said of one. */
export interface Mark {
  item: string;
  ready: boolean;
  /** Slug; empty where it is ready. */
  reason: string;
}

/** All of them, nothing said yet. */
export function nothingPrepared(): PreparationItem[] {
  return preparationItems.map((item) => ({ item, status: 'open', reason: '', markedBy: null, markedAt: null }));
}

/** How many are not ready. */
export function missingOf(preparation: readonly PreparationItem[]): number {
  return preparation.filter(({ status }) => status !== 'ready').length;
}
