import { selectOf } from '@waystation/store';
import { inspectionMapping } from './inspection.mapping.ts';

/** What a list says of an inspection, as columns of its table. */
export const inspectionSummary = selectOf(
  inspectionMapping,
  'id as inspectionId, visitId, status, since, round, orderRevision, inspectorId, pointsLeft',
);
