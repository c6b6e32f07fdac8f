import { selectOf } from '@waystation/store';
import { inspectionMapping } from './inspection.mapping.ts';

/** Columns of an inspection in lists. */
export const inspectionSummary = selectOf(
  inspectionMapping,
  'id as inspectionId, visitId, status, since, round, orderRevision, inspectorId, pointsLeft',
);
