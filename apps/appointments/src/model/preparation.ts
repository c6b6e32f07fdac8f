import { preparationItems, type PreparationName } from '@waystation/model';

export interface PreparationItem {
  item: string;
  /** `open`, `ready` or `not_ready`. */
  status: string;
  /** Slug; empty unless the item is not ready. */
  reason: string;
  /** Staff id; null if the item was marked automatically. */
  markedBy: string | null;
  markedAt: Date | null;
}

/** State of one item, as reported. */
export interface Mark {
  item: string;
  ready: boolean;
  /** Slug; empty if the item is ready. */
  reason: string;
}

/** All items of one appointment; empty before the confirmation. */
export type Preparation = readonly PreparationItem[];

export const Preparation = {
  /** All items, open. */
  start(): Preparation {
    return preparationItems.map(openItem);
  },

  mark(preparation: Preparation, mark: Mark, by: Pick<PreparationItem, 'markedBy' | 'markedAt'>): Preparation {
    const { item, reason } = mark;
    return preparation.map((each) => (each.item === item ? { item, status: statusOf(mark), reason, ...by } : each));
  },

  /** True if the item already has this mark. */
  isMarked(preparation: Preparation, mark: Mark): boolean {
    const known = preparation.find(({ item }) => item === mark.item);
    return known?.status === statusOf(mark) && known.reason === mark.reason;
  },

  reopen(preparation: Preparation, name: PreparationName): Preparation {
    return preparation.map((each) => (each.item === name ? openItem(name) : each));
  },

  /** Number of items that are not ready. */
  missing(preparation: Preparation): number {
    return preparation.filter(({ status }) => status !== 'ready').length;
  },
};

function openItem(item: PreparationName): PreparationItem {
  return { item, status: 'open', reason: '', markedBy: null, markedAt: null };
}

function statusOf({ ready }: Mark): string {
  return ready ? 'ready' : 'not_ready';
}
