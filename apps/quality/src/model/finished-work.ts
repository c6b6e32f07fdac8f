import type { FinishedItem } from '@waystation/contracts/workshop/v1/events';

export type InspectedItem = Pick<FinishedItem, 'itemId' | 'workKind' | 'guaranteeClass' | 'outcome'>;

/** Work of a visit, finished by the workshop. */
export interface FinishedWork {
  round: number;
  orderRevision: number;
  leadTechnicianId: string;
  workerIds: string[];
  items: readonly InspectedItem[];
}

export function inspectedItems({ items }: FinishedWork): InspectedItem[] {
  return items.map(({ itemId, workKind, guaranteeClass, outcome }) => ({ itemId, workKind, guaranteeClass, outcome }));
}

/** Kinds of the completed work, one for each item. */
export function kindsDone(items: readonly InspectedItem[]): string[] {
  return items.filter(({ outcome }) => outcome === 'done').map(({ workKind }) => workKind);
}
