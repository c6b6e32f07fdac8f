import { selectOf, type RowOf } from '@waystation/store';
import { visitMapping } from './visit.mapping.ts';

const columns = selectOf(
  visitMapping,
  `id as visitId, holds, appointmentId, customerId, vehicleId, advisorId, dueAt, arrivedAt, promisedAt, firstPromisedAt, since`,
);

/** Columns of a visit in a list. */
export const visitSummary = `${columns}, case status when 'expected' then '' else status end as stage`;

export type VisitLine = RowOf<typeof columns> & { stage: string };
