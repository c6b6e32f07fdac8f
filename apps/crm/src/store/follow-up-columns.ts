import { selectOf, type RowOf } from '@waystation/store';
import { followUpMapping } from './follow-up.mapping.ts';

const columns = selectOf(
  followUpMapping,
  `id as followUpId, visitId, status, customerId, vehicleId, deliveredAt, dueAt, closedAt,
  closeReason`,
);

/** Columns of a follow-up in lists. */
export const followUpSummary = `${columns}, jsonb_array_length(attempts) as attempts`;

export type FollowUpLine = RowOf<typeof columns> & { attempts: number };
